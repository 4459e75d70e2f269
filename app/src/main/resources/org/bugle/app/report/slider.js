"use strict";
// The time slider of a figure with several frames.

const PERIOD = 150; // milliseconds from frame to frame

const element = (tag, props = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children);
  return made;
};

/** Buttons and a slider over frames; show(k) draws frame k. */
class Slider {
  constructor(frames, show) {
    this.show = show;
    this.button = element("button", {type: "button", textContent: "Play", ariaLabel: "play over time", onclick: () => (this.timer ? this.stop() : this.play())});
    this.input = element("input", {type: "range", min: 0, ariaLabel: "time", oninput: () => { this.stop(); this.go(Number(this.input.value)); }});
    this.output = element("output");
    this.bar = element("div", {className: "time"}, this.button, this.input, this.output);
    this.update(frames);
  }

  /** New frames: the end stays the end, another time stays about that time. */
  update(frames) {
    const follows = !this.frames || this.shown === this.frames.length - 1;
    const time = follows ? undefined : this.frames[this.shown].time;
    this.frames = frames;
    this.input.max = frames.length - 1;
    this.bar.hidden = frames.length < 2;
    this.mark(follows ? frames.length - 1 : nearest(frames, time));
  }

  mark(k) {
    this.shown = k;
    this.input.value = k;
    this.output.textContent = atTime(this.frames[k]);
    this.input.setAttribute("aria-valuetext", this.output.textContent);
  }

  go(k) {
    this.mark(k);
    this.show();
  }

  play() {
    this.button.textContent = "Pause";
    this.timer = setInterval(() => this.go((this.shown + 1) % this.frames.length), PERIOD);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = "Play";
  }
}

function nearest(frames, time) {
  const far = (k) => Math.abs(frames[k].time - time);
  return frames.reduce((best, _, k) => (far(k) < far(best) ? k : best), 0);
}
