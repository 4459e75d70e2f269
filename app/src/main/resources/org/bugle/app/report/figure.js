"use strict";
// One figure: its chart, its slider, and what it tells in words.

const KINDS = {
  lines: {option: lines, words: (p) => `${label(p.y)} over ${label(p.x)}, ${p.series.length === 1 ? "one curve" : p.series.length + " curves"}`},
  curves: {option: curves, words: (p) => `${label(p.y)} over ${label(p.x)} at ${p.frames.length} times`},
  bars: {option: bars, words: (p) => `${label(p.y)} of ${p.labels.length} bars`},
  heatMap: {option: heat, prepare: (p, t) => heatMap(p, t.middle), words: (p) => `${label(p.value)} in colour over ${label(p.x)} and ${label(p.y)}`},
  tree: {option: tree, prepare: prepareTree, words: (p) => `${label(p.value)} at the edges of a tree of ${p.nodes.length} nodes`},
};

class Figure {
  constructor(box) {
    this.box = box;
    this.dom = box.querySelector(".plot");
  }

  /** Takes data, and draws them if the figure was drawn already. */
  set(plot) {
    this.plot = plot;
    this.prepared = undefined;
    if (!this.saves) this.box.append(this.saves = exportButtons(this));
    this.saves.querySelectorAll("button").forEach((b) => { b.ariaLabel = `${b.title}: ${plot.title}`; });
    this.dom.setAttribute("aria-label", `${plot.title}: ${KINDS[plot.kind].words(plot)}`);
    if (plot.frames) {
      if (this.slider) this.slider.update(plot.frames);
      else {
        this.slider = new Slider(plot.frames, () => this.draw());
        this.dom.after(this.slider.bar);
      }
    }
    if (this.chart) this.draw();
  }

  get shown() {
    return this.slider?.shown;
  }

  draw(colours = theme(), width = "auto") {
    if (!this.chart) this.start();
    const kind = KINDS[this.plot.kind];
    if (kind.prepare && (!this.prepared || this.dark !== colours.dark)) this.prepared = kind.prepare(this.plot, colours);
    this.dark = colours.dark;
    this.chart.resize({width});
    this.chart.setOption(kind.option(this.plot, colours, this.chart, this.shown, this.prepared), true);
    if (this.readout && !this.pointed) this.readout.textContent = `${this.plot.value.name} from ${number(this.prepared.least)} to ${number(this.prepared.most)}`;
  }

  /** Draws at a width; what then holds the picture may scale it. */
  print(colours, width) {
    this.draw(colours, width);
    const svg = this.dom.querySelector("svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${this.chart.getHeight()}`);
  }

  start() {
    this.chart = echarts.init(this.dom, null, {renderer: "svg"});
    if (this.plot.kind === "heatMap") this.tellValues();
    let width = this.chart.getWidth();
    new ResizeObserver(() => {
      if (this.dom.clientWidth === width || !this.dom.clientWidth) return;
      width = this.dom.clientWidth;
      this.draw();
    }).observe(this.dom);
  }

  /** The line that tells a heat map's value under the pointer. */
  tellValues() {
    this.readout = this.box.appendChild(element("p", {className: "readout"}));
    this.chart.getZr().on("mousemove", (e) => {
      if (!this.chart.containPixel({gridIndex: 0}, [e.offsetX, e.offsetY])) return;
      const [x, y] = this.chart.convertFromPixel({gridIndex: 0}, [e.offsetX, e.offsetY]), p = this.plot;
      this.pointed = true;
      this.readout.textContent = `${p.x.name} = ${number(x)}, ${p.y.name} = ${number(y)}: ${p.value.name} = ${number(this.prepared.value(this.shown, x, y), 6)}`;
    });
  }
}
