"use strict";
// The page of a report. Its text stands in the page already; drawReport(report) adds the plots, and shows newer data of
// the same run when it is called again.

const figures = new Map(); // by their elements
const waiting = new IntersectionObserver(
  (entries) => entries.filter((e) => e.isIntersecting).forEach((e) => { waiting.unobserve(e.target); figures.get(e.target).draw(); }),
  {rootMargin: "400px"},
);
let seen = false;

/** Shows a report: figures and sections that are not there yet are added, the others get the new data. */
function drawReport(report) {
  if (seen) writeHead(report);
  eachWithTitle(report.sections, ({section, place}) => {
    const box = found("#sections > section", "h2", section.title, place) ?? addSection(section);
    if (seen) writeTables(box, section.tables);
    eachWithTitle(section.plots, ({section: plot, place: at}) => {
      drawFigure(found("figure", "figcaption", plot.title, at, box) ?? addFigure(box, plot), plot);
    });
  });
  seen = true;
}

/** Every one with its place among those of the same title. */
function eachWithTitle(all, use) {
  const before = new Map();
  for (const one of all) {
    const place = before.get(one.title) ?? 0;
    before.set(one.title, place + 1);
    use({section: one, place});
  }
}

function found(selector, head, title, place, inside = document) {
  return [...inside.querySelectorAll(selector)].filter((e) => e.querySelector(head).textContent === title)[place];
}

function addSection(section) {
  const box = element("section", {}, element("h2", {textContent: section.title}), element("div", {className: "figures"}));
  document.getElementById("sections").append(box);
  writeTables(box, section.tables);
  return box;
}

function addFigure(section, plot) {
  const dom = element("div", {className: "plot", role: "img"});
  const box = element("figure", {}, element("figcaption", {textContent: plot.title}), dom);
  section.querySelector(".figures").append(box);
  return box;
}

function drawFigure(box, plot) {
  let figure = figures.get(box);
  if (!figure) {
    figure = new Figure(box);
    figures.set(box, figure);
    waiting.observe(box);
  }
  figure.set(plot);
  box.querySelectorAll(".remark").forEach((old) => old.remove());
  (plot.remarks ?? []).forEach((text) => box.append(element("p", {className: "remark", textContent: text})));
}

function writeHead(report) {
  document.title = report.title;
  document.querySelector("h1").textContent = report.title;
  document.querySelector(".summary").replaceChildren(...report.summary.map((row) =>
    element("div", {}, element("dt", {textContent: row.label}), element("dd", {textContent: row.value}))));
  document.getElementById("notes").replaceChildren(...report.notes.map((note) =>
    note.kind === "WARNING"
      ? element("p", {className: "warning"}, element("strong", {textContent: "Warning:"}), " " + note.text)
      : element("p", {className: "note", textContent: note.text})));
}

const POWER = /^[-+.\d]+e-\d+$/; // a number with an exponent, which would else be broken after its e-

function writeTables(section, tables) {
  section.querySelectorAll(".table").forEach((old) => old.remove());
  const row = (tag, cells) => element("tr", {}, ...cells.map((text) => element(tag, {textContent: text, className: POWER.test(text) ? "number" : ""})));
  section.querySelector(".figures").before(...tables.map((table) =>
    element("div", {className: "table"}, element("table", {}, row("th", table.heads), ...table.rows.map((cells) => row("td", cells))))));
}

/** Draws again what is drawn, as when colours change. */
function redraw() {
  const colours = theme();
  for (const figure of figures.values()) if (figure.chart) figure.draw(colours);
}

addColourSwitch(redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
