"use strict";
// A figure as a file: SVG, PNG in double size, and the plotted numbers as CSV.

const SCALE = 2;

/** The figure's picture as it is shown, with the page's colour behind it. */
function svgOf(figure) {
  const {card} = theme(), svg = figure.chart.renderToSVGString();
  const [width, height] = [figure.chart.getWidth(), figure.chart.getHeight()];
  return svg.replace(/^(<svg[^>]*>)/, `$1<rect width="${width}" height="${height}" fill="${card}"/>`);
}

/** The same picture in pixels, as a promise of a blob. */
async function pngOf(figure) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgOf(figure));
  await image.decode();
  const canvas = element("canvas", {width: SCALE * figure.chart.getWidth(), height: SCALE * figure.chart.getHeight()});
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

const ROWS = {
  lines: (p) => [["curve", label(p.x), label(p.y)], ...p.series.flatMap((s) => s.x.map((x, i) => [s.name, x, s.y[i]]))],
  curves: (p) => [["time", label(p.x), label(p.y)], ...p.frames.flatMap((f) => p.points.map((x, i) => [f.time, x, f.values[i]]))],
  bars: (p) => [["", ...p.groups.map((g) => g.name)], ...p.labels.map((name, i) => [name, ...p.groups.map((g) => g.values[i])])],
  heatMap: (p) => [
    ["time", label(p.x), label(p.y), label(p.value)],
    ...p.frames.flatMap((f) => p.x.points.flatMap((x, i) => p.y.points.map((y, j) => [f.time, x, y, f.values[i][j]]))),
  ],
  tree: (p) => [
    ["time", "node", "parent", "label", label(p.value)],
    ...p.frames.flatMap((f) => f.values.map((v, k) => [f.time, k, p.nodes[k].parent, p.nodes[k].label, v])),
  ],
};

/** All numbers of a plot, of every time, with the names of their columns. */
function csvOf(plot) {
  const cell = (v) => (v == null ? "" : /[",\n]/.test(v) ? `"${String(v).replaceAll('"', '""')}"` : String(v));
  return ROWS[plot.kind](plot).map((row) => row.map(cell).join(",") + "\n").join("");
}

/** A file's name from the plot's title, and the shown time. */
function fileName(figure, ending) {
  const time = ending !== "csv" && figure.plot.frames?.length > 1 ? " " + atTime(figure.plot.frames[figure.shown]) : "";
  return (figure.plot.title + time).toLowerCase().replace(/[^\p{L}\p{N}.-]+/gu, "-").replace(/^-+|-+$/g, "") + "." + ending;
}

const FILES = {
  svg: async (figure) => new Blob([svgOf(figure)], {type: "image/svg+xml"}),
  png: pngOf,
  csv: async (figure) => new Blob([csvOf(figure.plot)], {type: "text/csv"}),
};

/** The buttons that save a figure. */
function exportButtons(figure) {
  const save = async (ending) => {
    const url = URL.createObjectURL(await FILES[ending](figure));
    element("a", {href: url, download: fileName(figure, ending)}).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return element("div", {className: "export"}, ...Object.keys(FILES).map((ending) =>
    element("button", {type: "button", textContent: ending.toUpperCase(), title: `Save as ${ending.toUpperCase()}`, onclick: () => save(ending)})));
}
