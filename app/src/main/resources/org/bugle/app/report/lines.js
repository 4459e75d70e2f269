"use strict";
// Curves and bars.

const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DASHES = ["solid", [6, 4], [2, 3], [10, 4, 2, 4]];

function lines(plot, t, chart) {
  const x = placement(plot.x, plot.series.flatMap((s) => s.x)), y = placement(plot.y, plot.series.flatMap((s) => s.y));
  const [okX, okY] = [visible(plot.x), visible(plot.y)], many = plot.series.length > MANY;
  const drawn = (s) => s.x.flatMap((v, i) => (okX(v) ? [[x.to(v), okY(s.y[i]) ? y.to(s.y[i]) : null]] : [])); // null: a gap
  const shade = (k) => (many ? `rgb(${colour(outstanding(t), k / (plot.series.length - 1)).map(Math.round)})` : undefined);
  return {
    ...frame(t, chart, plot.series.map((s) => s.name), y.from), ...emptyNote(plot, t),
    xAxis: tight(plot.x, x, t), yAxis: axis(plot.y, y, t, above(t)),
    series: plot.series.map((s, k) => ({
      type: "line", name: s.name, data: drawn(s), showSymbol: s.x.length <= 40 || isolated(s), symbol: SYMBOLS[k % 4], symbolSize: many ? 4 : 7,
      color: shade(k), sampling: "lttb", lineStyle: {width: many ? 1.5 : 2, type: many ? "solid" : DASHES[Math.floor(k / t.series.length) % 4]},
      ...(plot.mark === "points" ? {type: "scatter", sampling: undefined} : {}),
    })),
  };
}

/** Whether some point has gaps at both sides, so that no line shows it. */
const isolated = (s) => s.y.some((v, i) => v != null && (i === 0 || s.y[i - 1] == null) && (i === s.y.length - 1 || s.y[i + 1] == null));

/** An x axis as long as the data. */
function tight(a, place, t) {
  const spread = place.high - place.low;
  if (a.scale === "log" || !(spread > 1e-13 * Math.max(Math.abs(place.low), Math.abs(place.high)))) return axis(a, place, t, below);
  return {...exact(a, place, t, [place.low, place.high], below), splitLine: {lineStyle: {color: t.line}}};
}

/** A sentence in place of curves where no point can be drawn. */
function emptyNote(plot, t) {
  const [okX, okY] = [visible(plot.x), visible(plot.y)];
  if (plot.series.some((s) => s.x.some((v, i) => okX(v) && okY(s.y[i])))) return {};
  return {graphic: {type: "text", left: "center", top: "middle", silent: true, style: {text: "no value to draw", fill: t.muted, fontSize: 13}}};
}

/** One curve at the shown time over the pale one of the start, on axes that hold all times. */
function curves(plot, t, chart, shown) {
  const frames = shown === 0 ? [plot.frames[0]] : [plot.frames[0], plot.frames[shown]];
  const option = lines({...plot, series: frames.map((f) => ({name: atTime(f), x: plot.points, y: f.values}))}, t, chart);
  const y = placement(plot.y, plot.frames.flatMap((frame) => frame.values)), made = axis(plot.y, y, t, above(t));
  const free = made.min === undefined && y.low < y.high, ok = visible(plot.y);
  option.series.forEach((s, k) => {
    const last = k === frames.length - 1;
    s.data = plot.points.flatMap((x, i) => (visible(plot.x)(x) ? [[x, ok(frames[k].values[i]) ? y.to(frames[k].values[i]) : null]] : []));
    Object.assign(s, {color: last ? t.series[0] : t.muted, showSymbol: s.showSymbol && last, lineStyle: {width: last ? 2 : 1.5, opacity: last ? 1 : 0.5}});
  });
  return {...option, yAxis: {...made, ...(free ? rounded(y.low, y.high) : {})}};
}

/** The ends of an axis that holds [low, high] at ticks. */
function rounded(low, high) {
  const step = tickStep(high - low), [min, max] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  return tickStep(max - min) === step ? {min, max} : rounded(min, max);
}

const SLANT = 35; // degrees

/** How far slanted names of bars reach to the left of the first bar. */
function reach(names, width) {
  const length = (name) => echarts.format.getTextRect(name, "12px sans-serif").width * Math.cos(SLANT * Math.PI / 180);
  return Math.max(...names.map((name, k) => length(name) - (k + 0.5) * width));
}

function bars(plot, t, chart) {
  const ok = visible(plot.y), y = placement(plot.y, plot.groups.flatMap((g) => g.values));
  const base = frame(t, chart, plot.groups.map((g) => g.name), y.from), names = plot.labels, slant = names.length * 80 > chart.getWidth();
  if (slant) base.grid.left = Math.max(8, reach(names, (chart.getWidth() - 80) / names.length));
  return {
    ...base,
    xAxis: {type: "category", data: names, axisLine: {lineStyle: {color: t.muted}}, axisLabel: {color: t.muted, interval: 0, rotate: slant ? SLANT : 0}},
    yAxis: {...axis(plot.y, y, t, above(t)), scale: false, ...(plot.y.scale === "log" ? {min: 0} : {})},
    series: plot.groups.map((g) => ({type: "bar", name: g.name, data: g.values.map((v) => (ok(v) ? y.to(v) : null)), barMaxWidth: 48})),
  };
}
