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
    axisTick: {show: true}, axisLabel: {color: t.muted, hideOverlap: true, formatter: text},
    splitLine: {lineStyle: {color: t.line}}, axisPointer: {label: {formatter: (p) => text(p.value)}}, ...more,
  };
}
const below = {nameLocation: "middle", nameGap: 28};
const above = (t) => ({nameLocation: "end", nameGap: 12, nameTextStyle: {color: t.ink, fontSize: 13, align: "left"}});

const tooltip = (t) => ({confine: true, backgroundColor: t.card, borderColor: t.line, textStyle: {color: t.ink}});

/** What line and bar plots share; the figure grows with the lines of its legend, so nothing overlaps. */
function frame(t, chart, names, from = (v) => v) {
  const width = chart.getWidth() - 90, used = names.length > 1 ? names : [];
  let rows = used.length ? 1 : 0, at = 0;
  for (const name of used) {
    const item = 40 + echarts.format.getTextRect(name, "12px sans-serif").width;
    if (at > 0 && at + item - 10 > width) { rows++; at = 0; }
    at += item;
  }
  const top = 30 + 24 * rows;
  chart.getDom().style.height = 320 + 24 * rows + "px";
  chart.resize();
  return {
    animation: false, color: t.series, textStyle: {fontFamily: "sans-serif"},
    grid: {left: 8, right: 24, top: top + 12, bottom: 32, containLabel: true},
    legend: {show: rows > 0, data: used, top: 4, left: 0, width, textStyle: {color: t.ink}, inactiveColor: t.line},
    toolbox: {right: 0, top: 4, iconStyle: {borderColor: t.muted}, feature: {dataZoom: {title: {zoom: "Zoom", back: "Zoom back"}}}},
    tooltip: {...tooltip(t), trigger: "axis", valueFormatter: (v) => number(v == null ? v : from(v), 6)},
  };
}

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

/** An axis from end to end of its range. */
function exact(a, place, t, [min, max], more) {
  const short = (v) => Number(place.from(v).toPrecision(2)) === place.from(v); // else its label is long and crowds the others
  const made = axis(a, place, t, {...more, min, max, splitLine: {show: false}});
  return {...made, axisLabel: {...made.axisLabel, showMinLabel: short(min), showMaxLabel: short(max)}};
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
