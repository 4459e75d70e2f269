"use strict";
// Axes, and the frame that charts with axes share.

/** The decimal logarithm of the next of 1, `steps` times a power of ten at or below (above) v. */
function decade(v, steps, above) {
  const exponent = Math.log10(v), marks = [1, ...steps, 10].map((m) => Math.floor(exponent) + Math.log10(m));
  return above ? marks.find((m) => m >= exponent - 1e-9) : marks.findLast((m) => m <= exponent + 1e-9);
}

/**
 * Where values stand on an axis. ECharts' own log axis rounds its ticks to ten decimals, so it loses all below 1e-10;
 * here the logarithm is taken first, counted from a whole power of ten below every value (bars grow from 0).
 */
function placement(a, values) {
  let low = Infinity, high = -Infinity;
  for (const v of values) if (visible(a)(v)) { low = Math.min(low, v); high = Math.max(high, v); }
  if (a.scale !== "log") return {low, high, to: (v) => v, from: (p) => p};
  if (low > high) [low, high] = [1, 10];
  const base = Math.floor(Math.log10(low)), steps = Math.log10(high) - base > 5 ? [] : [2, 5];
  const min = decade(low, steps, false) - base, max = decade(high, steps, true) - base;
  return {low, high, to: (v) => Math.log10(v) - base, from: (p) => 10 ** (p + base), min, max: max > min + 1e-9 ? max : min + 1, minInterval: 1};
}

/** An axis; the range of its values tells how many digits labels need, and whether it is flat up to rounding. */
function axis(a, place, t, more) {
  const size = Math.max(Math.abs(place.low), Math.abs(place.high)), spread = place.high - place.low;
  const flat = a.scale !== "log" && spread >= 0 && spread <= 1e-13 * size;
  const digits = a.scale !== "log" && spread > 0 && !flat ? Math.min(16, Math.max(4, Math.ceil(Math.log10(size / spread)) + 3)) : 4;
  const text = (p) => number(place.from(p), digits);
  return {
    type: "value", scale: true, name: label(a), min: place.min, max: place.max, minInterval: place.minInterval,
    ...(flat ? {min: place.low - (size || 1) / 10, max: place.high + (size || 1) / 10} : {}),
    nameTextStyle: {color: t.ink, fontSize: 13}, axisLine: {show: true, onZero: false, lineStyle: {color: t.muted}},
    axisTick: {show: true}, axisLabel: {color: t.muted, hideOverlap: true, margin: more.nameLocation === "middle" ? 12 : 8, formatter: text, ...(flat ? {showMinLabel: false, showMaxLabel: false} : {})},
    splitLine: {lineStyle: {color: t.line}}, axisPointer: {label: {formatter: (p) => text(p.value)}}, ...more,
  };
}
const below = {nameLocation: "middle", nameGap: 32}; // its labels keep clear of the lowest one of the axis above
const above = (t) => ({nameLocation: "end", nameGap: 12, nameTextStyle: {color: t.ink, fontSize: 13, align: "left"}});

const tooltip = (t) => ({confine: true, backgroundColor: t.card, borderColor: t.line, textStyle: {color: t.ink}});

const MANY = 12; // names a legend can hold; more curves are told apart by the order of their colours

/** What line and bar plots share; the figure grows with the lines of its legend, so nothing overlaps. */
function frame(t, chart, names, from = (v) => v) {
  const width = chart.getWidth() - 76, used = names.length > 1 ? names : [], many = names.length > MANY;
  const rows = used.length ? (many ? 2 : legendRows(used, width)) : 0, top = 30 + 24 * rows;
  chart.getDom().style.height = 320 + 24 * rows + "px";
  chart.resize();
  return {
    animation: false, color: t.series, textStyle: {fontFamily: "sans-serif"},
    title: {show: many, text: `dark: ${names[0]}\nto light: ${names.at(-1)}`, top: 6, left: 2, textStyle: {color: t.ink, fontSize: 12, lineHeight: 18, fontWeight: "normal", width: Math.max(width, 60), overflow: "truncate"}},
    grid: {left: 8, right: 24, top: top + 12, bottom: 32, containLabel: true},
    legend: {show: rows > 0 && !many, data: used, top: 4, left: 0, width, textStyle: {color: t.ink}, inactiveColor: t.line},
    toolbox: {right: 0, top: 4, iconStyle: {borderColor: t.muted}, feature: {dataZoom: {title: {zoom: "Zoom", back: "Zoom back"}}}},
    tooltip: {...tooltip(t), trigger: "axis", valueFormatter: (v) => number(v == null ? v : from(v), 6), ...(many ? {formatter: firstOf(from)} : {})},
  };
}

/** The first of many values as a tooltip tells them. */
function firstOf(from) {
  return (points) => {
    const told = points.filter((p) => p.value[1] != null);
    const rows = told.slice(0, MANY).map((p) => `${p.marker} ${echarts.format.encodeHTML(p.seriesName)}: <b>${number(from(p.value[1]), 6)}</b>`);
    return [...rows, ...(told.length > MANY ? [`and ${told.length - MANY} more`] : [])].join("<br>");
  };
}

/** How many rows a legend of a width takes. */
function legendRows(names, width) {
  let rows = 1, at = 0;
  for (const name of names) {
    const item = 42 + echarts.format.getTextRect(name, "12px sans-serif").width;
    if (at > 0 && at + item - 10 > width - 12) { rows++; at = 0; }
    at += item;
  }
  return rows;
}

/** The step that ECharts takes from tick to tick of an axis that spans so much. */
function tickStep(span) {
  const unit = 10 ** Math.floor(Math.log10(span / 5)), f = span / 5 / unit;
  return unit * (f < 1.5 ? 1 : f < 2.5 ? 2 : f < 4 ? 3 : f < 7 ? 5 : 10);
}

const isMultiple = (v, step) => Math.abs(v / step - Math.round(v / step)) < 1e-9;

/** A rectangle of two axes filled by one image, as large as itself. */
function filled(image, grid, [x0, x1], [y0, y1]) {
  return {
    type: "custom", xAxisIndex: grid, yAxisIndex: grid, silent: true, data: [[x0, y0]],
    renderItem: (_, api) => {
      const [left, bottom] = api.coord([x0, y0]), [right, top] = api.coord([x1, y1]), width = right - left, height = bottom - top;
      const pixels = (length) => Math.max(1, Math.round(length * Math.max(2, devicePixelRatio)));
      return {type: "image", style: {image: image(pixels(width), pixels(height)), x: left, y: top, width, height}};
    },
  };
}

/** An axis from end to end of its range; ends that are no ticks have no label, or it crowds the others. */
function exact(a, place, t, [min, max], more) {
  const made = axis(a, place, t, {...more, min, max, splitLine: {show: false}}), step = tickStep(max - min);
  if (a.scale === "log") return made;
  return {...made, axisLabel: {...made.axisLabel, showMinLabel: isMultiple(min, step), showMaxLabel: isMultiple(max, step)}};
}

/** A colour bar at the right, as grid 1: its axes, and the series that fills it. */
function colourBar(value, range, t, image, space) {
  const place = placement(value, range), ends = range.map(place.to);
  const name = above(t);
  return {
    grid: {width: 14, right: 76, ...space},
    x: {type: "value", gridIndex: 1, show: false, min: 0, max: 1},
    y: exact(value, place, t, ends, {...name, nameTextStyle: {...name.nameTextStyle, align: "right"}, gridIndex: 1, position: "right"}),
    series: filled(image, 1, [0, 1], ends),
  };
}
