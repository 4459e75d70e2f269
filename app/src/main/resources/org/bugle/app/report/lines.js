"use strict";
// Curves and bars.

const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DASHES = ["solid", [6, 4], [2, 3], [10, 4, 2, 4]];

function lines(plot, t, chart) {
  const x = placement(plot.x, plot.series.flatMap((s) => s.x)), y = placement(plot.y, plot.series.flatMap((s) => s.y));
  const [okX, okY] = [visible(plot.x), visible(plot.y)];
  const drawn = (s) => s.x.flatMap((v, i) => (okX(v) ? [[x.to(v), okY(s.y[i]) ? y.to(s.y[i]) : null]] : [])); // null: a gap
  return {
    ...frame(t, chart, plot.series.map((s) => s.name), y.from), xAxis: axis(plot.x, x, t, below), yAxis: axis(plot.y, y, t, above(t)),
    series: plot.series.map((s, k) => ({
      type: "line", name: s.name, data: drawn(s), showSymbol: s.x.length <= 40, symbol: SYMBOLS[k % 4], symbolSize: 7,
      sampling: "lttb", lineStyle: {width: 2, type: DASHES[Math.floor(k / t.series.length) % 4]},
    })),
  };
}

/** One curve at the shown time over the pale one of the start, on axes that hold all times. */
function curves(plot, t, chart, shown) {
  const series = (frame) => ({name: atTime(frame), x: plot.points, y: frame.values});
  const [first, now] = [plot.frames[0], plot.frames[shown]];
  const drawn = shown === 0 ? [series(now)] : [series(first), series(now)];
  const option = lines({...plot, series: drawn}, t, chart);
  const y = placement(plot.y, plot.frames.flatMap((frame) => frame.values)), place = axis(plot.y, y, t, above(t));
  const colours = shown === 0 ? [t.series[0]] : [t.muted, t.series[0]];
  option.series.forEach((s, k) => Object.assign(s, {
    data: s.data.map(([px, _], i) => [px, visible(plot.y)(drawn[k].y[i]) ? y.to(drawn[k].y[i]) : null]),
    color: colours[k], showSymbol: false, lineStyle: {width: k === drawn.length - 1 ? 2 : 1.5, opacity: k === drawn.length - 1 ? 1 : 0.55},
  }));
  return {...option, yAxis: {...place, ...(plot.y.scale === "log" || place.min !== undefined || y.low > y.high ? {} : rounded(y.low, y.high))}};
}

/** The ends of an axis that holds [low, high]: multiples of a tenth of its size's power of ten. */
function rounded(low, high) {
  const unit = 10 ** Math.floor(Math.log10(high - low)) / 2;
  return {min: Math.floor(low / unit) * unit, max: Math.ceil(high / unit) * unit};
}

function bars(plot, t, chart) {
  const ok = visible(plot.y), y = placement(plot.y, plot.groups.flatMap((g) => g.values));
  return {
    ...frame(t, chart, plot.groups.map((g) => g.name), y.from),
    xAxis: {type: "category", data: plot.labels, axisLine: {lineStyle: {color: t.muted}}, axisLabel: {color: t.muted, interval: 0, rotate: plot.labels.length * 80 > chart.getWidth() ? 35 : 0}},
    yAxis: {...axis(plot.y, y, t, above(t)), scale: false, ...(plot.y.scale === "log" ? {min: 0} : {})},
    series: plot.groups.map((g) => ({type: "bar", name: g.name, data: g.values.map((v) => (ok(v) ? y.to(v) : null)), barMaxWidth: 48})),
  };
}
