"use strict";
// A tree with a number at every edge: width and colour tell it, and the number itself where there is room.

const WIDEST = 9; // pixels

/** Where nodes stand: leaves from left to right, a parent in the middle of its children, the root on top. */
function treeLayout(nodes) {
  const children = nodes.map(() => []), depth = nodes.map(() => 0), at = nodes.map(() => 0);
  nodes.forEach((node, k) => { if (node.parent >= 0) children[node.parent].push(k); });
  for (let k = nodes.length - 2; k >= 0; k--) depth[k] = depth[nodes[k].parent] + 1; // post-order: parents come later
  let leaves = 0;
  nodes.forEach((_, k) => {
    const below = children[k];
    at[k] = below.length ? (at[below[0]] + at[below.at(-1)]) / 2 : leaves++;
  });
  return {at, depth, leaves, deepest: Math.max(...depth), isLeaf: (k) => children[k].length === 0};
}

/** What of a tree does not change with the shown time. */
function prepareTree(plot, t) {
  const values = plot.frames.flatMap((frame) => frame.values).filter(visible(plot.value));
  let [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const [least, most] = [low, high];
  if (low === high) [low, high] = [low - 0.5 * (Math.abs(low) || 1), high + 0.5 * (Math.abs(high) || 1)];
  const scale = outstanding(t);
  const place = plot.value.scale === "log" ? (v) => Math.log(v / low) / Math.log(high / low) : (v) => (v - low) / (high - low);
  return {
    layout: treeLayout(plot.nodes), low, high, least, most, place, colour: (v) => `rgb(${colour(scale, place(v)).map(Math.round)})`,
    bar: (width, height) => picture(width, height, (_, j) => colour(scale, (j + 0.5) / height)),
  };
}

function tree(plot, t, chart, shown, prepared) {
  const {layout, low, high} = prepared, values = plot.frames[shown].values, ok = visible(plot.value);
  const {toolbox, ...base} = frame(t, chart, []), space = {top: 44, bottom: 40};
  const bar = colourBar(plot.value, [low, high], t, prepared.bar, space);
  const room = (chart.getWidth() - 136) / layout.leaves, height = (chart.getHeight() - 84) / Math.max(layout.deepest, 1);
  const size = Math.max(3, Math.min(14, room * 0.5, height * 0.5));
  const width = (text) => echarts.format.getTextRect(text, "11px sans-serif").width;
  const texts = values.map((v) => number(v, 3)), widest = Math.max(...texts.map(width)) + 4;
  const names = room > Math.max(...plot.nodes.map((n, k) => (layout.isLeaf(k) ? width(n.label) : 0))) + 6;
  const nodes = plot.nodes.map((node, k) => ({
    id: String(k), name: node.label, x: layout.at[k], y: -layout.depth[k], value: [layout.at[k], -layout.depth[k]], symbolSize: layout.isLeaf(k) ? size : size * 0.8,
    itemStyle: {color: layout.isLeaf(k) ? t.ink : t.muted},
    label: {show: layout.isLeaf(k) && names, position: "bottom", formatter: node.label, color: t.muted, fontSize: 11},
  }));
  const edges = values.map((v, k) => ({
    source: String(plot.nodes[k].parent), target: String(k), value: v, above: k,
    lineStyle: {color: ok(v) ? prepared.colour(v) : t.line, width: ok(v) ? 1 + (Math.min(WIDEST, size) - 1) * Math.max(0, prepared.place(v)) : 1, type: ok(v) ? "solid" : "dashed", opacity: 1},
    label: {show: fits(k), formatter: texts[k], color: t.ink, fontSize: 11, backgroundColor: t.card, padding: [1, 2], rotate: 0},
  }));
  /** The label of an edge has room where its neighbours at the same height are far enough. */
  function fits(k) {
    if (height < 26) return false;
    const middle = (e) => (layout.at[e] + layout.at[plot.nodes[e].parent]) / 2;
    return values.every((_, e) => e === k || layout.depth[e] !== layout.depth[k] || Math.abs(middle(e) - middle(k)) * room > widest);
  }
  const told = (k) => `${layout.isLeaf(k) ? plot.nodes[k].label : `node ${k}`}: ${plot.value.name} ${number(values[k], 6)} at the edge above`;
  return {
    ...base,
    tooltip: {...tooltip(t), trigger: "item", formatter: (p) => {
      const k = p.dataType === "edge" ? p.data.above : Number(p.data.id);
      return echarts.format.encodeHTML(k < values.length ? told(k) : "root");
    }},
    grid: [{left: 12, right: 124, ...space}, bar.grid],
    xAxis: [{type: "value", show: false, min: -0.5, max: layout.leaves - 0.5}, bar.x],
    yAxis: [{type: "value", show: false, min: -layout.deepest || -1, max: 0}, bar.y],
    series: [{type: "graph", coordinateSystem: "cartesian2d", data: nodes, links: edges, symbol: "circle", emphasis: {scale: false}, silent: false}, bar.series],
  };
}
