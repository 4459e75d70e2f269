const report = JSON.parse(document.getElementById("bugle-data").textContent);
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DASHES = ["solid", [6, 4], [2, 3], [10, 4, 2, 4]];
const SUPERSCRIPT = {"-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹"};

/** A number for people: plain where short, else with a power of ten. */
function number(v, digits = 4) {
  if (v == null || !Number.isFinite(v)) return "–";
  if (v === 0) return "0";
  const [mantissa, exponent] = v.toExponential(digits - 1).split("e");
  if (exponent >= -3 && exponent < 6) return String(Number(v.toPrecision(Math.max(digits, 1 + Number(exponent)))));
  const power = "10" + [...String(Number(exponent))].map((c) => SUPERSCRIPT[c]).join("");
  return {1: power, "-1": "-" + power}[Number(mantissa)] ?? Number(mantissa) + "·" + power;
}

function theme() {
  const style = getComputedStyle(document.documentElement), get = (name) => style.getPropertyValue(name).trim();
  return {ink: get("--ink"), muted: get("--muted"), line: get("--line"), card: get("--card"), middle: get("--middle"), series: get("--series").split(" ")};
}

const label = (a) => (a.unit ? `${a.name} [${a.unit}]` : a.name);
const visible = (a) => (v) => Number.isFinite(v) && (a.scale !== "log" || v > 0);

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
    toolbox: {right: 0, top: 4, iconStyle: {borderColor: t.muted}, feature: {dataZoom: {title: {zoom: "Zoom", back: "Zoom back"}}, saveAsImage: {title: "Save", name: "plot"}}},
    tooltip: {trigger: "axis", confine: true, backgroundColor: t.card, borderColor: t.line, textStyle: {color: t.ink}, valueFormatter: (v) => number(v == null ? v : from(v), 6)},
  };
}

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

function bars(plot, t, chart) {
  const ok = visible(plot.y), y = placement(plot.y, plot.groups.flatMap((g) => g.values));
  return {
    ...frame(t, chart, plot.groups.map((g) => g.name), y.from),
    xAxis: {type: "category", data: plot.labels, axisLine: {lineStyle: {color: t.muted}}, axisLabel: {color: t.muted, interval: 0, rotate: plot.labels.length * 80 > chart.getWidth() ? 35 : 0}},
    yAxis: {...axis(plot.y, y, t, above(t)), scale: false, ...(plot.y.scale === "log" ? {min: 0} : {})},
    series: plot.groups.map((g) => ({type: "bar", name: g.name, data: g.values.map((v) => (ok(v) ? y.to(v) : null)), barMaxWidth: 48})),
  };
}

/** The image and its colour bar: two grids, each with one picture as large as itself. */
function heat(plot, t, chart, map, shown) {
  const filled = (picture, grid, [x0, x1], [y0, y1]) => ({
    type: "custom", xAxisIndex: grid, yAxisIndex: grid, silent: true, data: [[x0, y0]],
    renderItem: (_, api) => {
      const [left, bottom] = api.coord([x0, y0]), [right, top] = api.coord([x1, y1]), width = right - left, height = bottom - top;
      const pixels = (length) => Math.max(1, Math.round(length * Math.max(2, devicePixelRatio)));
      return {type: "image", style: {image: picture(pixels(width), pixels(height)), x: left, y: top, width, height}};
    },
  });
  const exact = (a, place, [min, max], more) => {
    const short = (v) => Number(place.from(v).toPrecision(2)) === place.from(v); // else its label is long and crowds the others
    const made = axis(a, place, t, {...more, min, max, splitLine: {show: false}});
    return {...made, axisLabel: {...made.axisLabel, showMinLabel: short(min), showMaxLabel: short(max)}};
  };
  const ends = (e) => [e[0], e.at(-1)], [x, y, range] = [ends(map.x), ends(map.y), [map.low, map.high]];
  const [atX, atY, atValue] = [placement({}, x), placement({}, y), placement(plot.value, range)];
  const bar = range.map(atValue.to), base = frame(t, chart, []);
  return {
    ...base, tooltip: {show: false}, toolbox: {...base.toolbox, feature: {saveAsImage: base.toolbox.feature.saveAsImage}},
    grid: [{left: 56, right: 112, top: 44, bottom: 48}, {width: 14, right: 76, top: 44, bottom: 48}],
    xAxis: [exact(plot.x, atX, x, below), {type: "value", gridIndex: 1, show: false, min: 0, max: 1}],
    yAxis: [exact(plot.y, atY, y, above(t)), exact(plot.value, atValue, bar, {...above(t), nameTextStyle: {...above(t).nameTextStyle, align: "right"}, gridIndex: 1, position: "right"})],
    series: [filled((w, h) => map.image(shown, w, h), 0, x, y), filled((w, h) => map.bar(w, h), 1, [0, 1], bar)],
  };
}

/** Adds a heat map's time slider and the line that tells the value under the pointer. */
function controls(figure, chart, plot, state) {
  const add = (tag, parent, props) => parent.appendChild(Object.assign(document.createElement(tag), props));
  const readout = add("p", figure, {className: "readout", textContent: `${plot.value.name} from ${number(state.map.least)} to ${number(state.map.most)}`});
  chart.getZr().on("mousemove", (e) => {
    if (!chart.containPixel({gridIndex: 0}, [e.offsetX, e.offsetY])) return;
    const [x, y] = chart.convertFromPixel({gridIndex: 0}, [e.offsetX, e.offsetY]);
    readout.textContent = `${plot.x.name} = ${number(x)}, ${plot.y.name} = ${number(y)}: ${plot.value.name} = ${number(state.map.value(state.shown, x, y), 6)}`;
  });
  if (plot.frames.length < 2) return;
  const bar = document.createElement("div");
  bar.className = "time";
  figure.querySelector(".plot").after(bar);
  const play = add("button", bar, {type: "button", textContent: "Play"});
  const slider = add("input", bar, {type: "range", min: 0, max: plot.frames.length - 1, value: state.shown, ariaLabel: "time"});
  const time = add("output", bar, {});
  const show = (k) => { state.shown = k; slider.value = k; time.textContent = "t = " + number(plot.frames[k].time, 6); state.draw(); };
  let timer;
  const stop = () => { clearInterval(timer); timer = undefined; play.textContent = "Play"; };
  slider.oninput = () => { stop(); show(Number(slider.value)); };
  play.onclick = () => {
    if (timer) return stop();
    play.textContent = "Pause";
    timer = setInterval(() => show((state.shown + 1) % plot.frames.length), 150);
  };
  time.textContent = "t = " + number(plot.frames[state.shown].time, 6);
}

const figures = [...document.querySelectorAll("figure")];
const drawings = report.sections.flatMap((s) => s.plots).map((plot, k) => {
  const chart = echarts.init(figures[k].querySelector(".plot"), null, {renderer: "svg"});
  const state = {
    shown: (plot.frames?.length ?? 1) - 1,
    draw: () => {
      const t = theme();
      if (plot.kind === "heatMap" && state.middle !== t.middle) Object.assign(state, {middle: t.middle, map: heatMap(plot, t.middle)});
      const option = {lines, bars, heatMap: heat}[plot.kind](plot, t, chart, state.map, state.shown);
      chart.setOption(option, true);
    },
    chart,
  };
  state.draw();
  if (plot.kind === "heatMap") controls(figures[k], chart, plot, state);
  let width = chart.getWidth();
  new ResizeObserver(() => { if (chart.getDom().clientWidth !== width) { width = chart.getDom().clientWidth; redraw(state); } }).observe(chart.getDom());
  return state;
});
function redraw(drawing) { drawing.chart.resize(); drawing.draw(); }
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawings.forEach(redraw));
matchMedia("print").addEventListener("change", () => drawings.forEach(redraw));
