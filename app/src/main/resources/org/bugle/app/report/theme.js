"use strict";
// Light and dark: as the system has it, or as the reader chose on this page.

const STORED = "bugle-colours";

/** The page's colours as the charts take them. */
function theme() {
  const probe = document.body.appendChild(document.createElement("span"));
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(["ink", "muted", "line", "card"].map((name) => [name, colour(name)]));
  found.series = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => colour("series-" + k));
  found.dark = colour("dark-or-not") === "rgb(0, 0, 0)";
  found.middle = found.dark ? "#383835" : "#f0efec";
  probe.remove();
  return found;
}

/** What the reader chose earlier; a page opened as a file may have no storage. */
function chosenColours() {
  try {
    return localStorage.getItem(STORED) ?? "auto";
  } catch {
    return "auto";
  }
}

function chooseColours(choice) {
  if (choice === "auto") delete document.documentElement.dataset.colours;
  else document.documentElement.dataset.colours = choice;
  try {
    localStorage.setItem(STORED, choice);
  } catch { /* then the choice ends with the page */ }
}

/** The switch at the head of the page. */
function addColourSwitch(changed) {
  const box = document.createElement("label");
  box.className = "colours";
  const select = document.createElement("select");
  for (const choice of ["auto", "light", "dark"]) select.append(new Option(choice, choice));
  select.value = chosenColours();
  select.onchange = () => { chooseColours(select.value); changed(); };
  box.append("Colours ", select);
  document.querySelector("main").prepend(box);
  chooseColours(select.value);
}
