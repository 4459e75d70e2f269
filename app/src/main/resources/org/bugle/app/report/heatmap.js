"use strict";
// Heat maps as one image on value axes: a cell each would be slow, and category axes would
// distort a grid that is not uniform.

const VIRIDIS = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"];
/** What of a scale stands out from the page as lines. */
const outstanding = (t) => (t.dark ? VIRIDIS.slice(2) : VIRIDIS.slice(0, 7));
const COOL_WARM = (middle) => ["#1f5fc4", "#6fa0e6", middle, "#ea8a72", "#bf2a2a"];

/** Averages values[x][y] over blocks; what a scale cannot show does not count, NaN where nothing is left. */
function averaged(values, [bx, by], shown) {
  const nx = Math.ceil(values.length / bx), ny = Math.ceil((values[0] ?? []).length / by);
  const cell = (i, j) => {
    let sum = 0, count = 0;
    for (const row of values.slice(i * bx, (i + 1) * bx))
      for (const v of row.slice(j * by, (j + 1) * by)) if (shown(v)) { sum += v; count++; }
    return count ? sum / count : NaN;
  };
  return Array.from({length: nx}, (_, i) => Array.from({length: ny}, (_, j) => cell(i, j)));
}

/** Edges of the (blocks of) cells around the grid's points: half-way between neighbours. */
function edges(points, block) {
  const n = points.length, all = [];
  for (let i = 1; i < n; i++) all.push((points[i - 1] + points[i]) / 2);
  const first = n > 1 ? 2 * points[0] - all[0] : points[0] - 0.5;
  const last = n > 1 ? 2 * points[n - 1] - all[n - 2] : points[0] + 0.5;
  return [first, ...all.filter((_, i) => (i + 1) % block === 0), last];
}

/** The colour of t in [0, 1] on a scale of evenly spaced colours, as [r, g, b]. */
function colour(scale, t) {
  const at = Math.min(Math.max(t, 0), 1) * (scale.length - 1), k = Math.min(Math.floor(at), scale.length - 2);
  const channel = (hex, c) => parseInt(hex.slice(1 + 2 * c, 3 + 2 * c), 16);
  return [0, 1, 2].map((c) => channel(scale[k], c) + (at - k) * (channel(scale[k + 1], c) - channel(scale[k], c)));
}

/** An image whose pixel (i, j), counted from below left, has the colour paint(i, j); none where it gives nothing. */
function picture(width, height, paint) {
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = canvas.getContext("2d"), image = context.createImageData(width, height);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const rgb = paint(i, j);
      if (rgb) image.data.set([...rgb, 255], 4 * ((height - 1 - j) * width + i));
    }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** For each pixel of a side, the cell that its centre lies in. */
function cells(edge, pixels) {
  const span = edge.at(-1) - edge[0];
  let k = 0;
  return Array.from({length: pixels}, (_, p) => {
    while (k < edge.length - 2 && edge[k + 1] <= edge[0] + (p + 0.5) / pixels * span) k++;
    return k;
  });
}

/** What of a heat map does not change with the shown time. */
function heatMap(plot, middle) {
  const log = plot.value.scale === "log", shown = (v) => Number.isFinite(v) && (!log || v > 0);
  const frames = plot.frames.map((f) => averaged(f.values, plot.block, shown));
  let low = Infinity, high = -Infinity;
  for (const row of frames.flat()) for (const v of row) if (shown(v)) { low = Math.min(low, v); high = Math.max(high, v); }
  const [least, most] = [low, high];
  if (low > high) [low, high] = log ? [1, 10] : [0, 1];
  // Clearly of both signs: colours diverge from zero. A rounding undershoot does not count.
  const diverging = !log && low < 0 && high > 0 && Math.min(-low, high) > 0.05 * Math.max(-low, high);
  if (diverging) [low, high] = [-Math.max(-low, high), Math.max(-low, high)];
  if (low === high) [low, high] = log ? [low / 2, high * 2] : [low - 0.5 * (Math.abs(low) || 1), high + 0.5 * (Math.abs(high) || 1)];
  const scale = diverging ? COOL_WARM(middle) : VIRIDIS;
  const place = log ? (v) => Math.log(v / low) / Math.log(high / low) : (v) => (v - low) / (high - low);
  const x = edges(plot.x.points, plot.block[0]), y = edges(plot.y.points, plot.block[1]);
  return {
    x, y, low, high, least, most,
    value: (frame, atX, atY) => {
      const find = (edge, at) => (at < edge[0] || at > edge.at(-1) ? -1 : Math.max(edge.findLastIndex((e) => e <= at && e < edge.at(-1)), 0));
      return frames[frame][find(x, atX)]?.[find(y, atY)];
    },
    image: (frame, width, height) => {
      const px = cells(x, width), py = cells(y, height);
      return picture(width, height, (i, j) => {
        const v = frames[frame][px[i]][py[j]];
        return shown(v) ? colour(scale, place(v)) : undefined;
      });
    },
    bar: (width, height) => picture(width, height, (_, j) => colour(scale, (j + 0.5) / height)),
  };
}

/** The option of a heat map, prepared once for its data and colours: the image and its colour bar. */
function heat(plot, t, chart, shown, map) {
  const ends = (e) => [e[0], e.at(-1)], [x, y] = [ends(map.x), ends(map.y)], space = {top: 44, bottom: 48};
  const bar = colourBar(plot.value, [map.low, map.high], t, map.bar, space);
  const {toolbox, ...base} = frame(t, chart, []);
  return {
    ...base, tooltip: {show: false}, grid: [{left: 56, right: 112, ...space}, bar.grid],
    xAxis: [exact(plot.x, placement({}, x), t, x, below), bar.x],
    yAxis: [exact(plot.y, placement({}, y), t, y, above(t)), bar.y],
    series: [filled((w, h) => map.image(shown, w, h), 0, x, y), bar.series],
  };
}
