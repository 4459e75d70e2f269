"use strict";
// Numbers and axis names as text.

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

const label = (a) => (a.unit ? `${a.name} [${a.unit}]` : a.name);
const visible = (a) => (v) => Number.isFinite(v) && (a.scale !== "log" || v > 0);
const atTime = (frame) => "t = " + number(frame.time, 6);
