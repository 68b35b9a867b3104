// The histogram of dates: a range is dragged over the bars, or chosen with the arrow keys.
(() => {
  "use strict";

  const figure = document.querySelector(".histogram");
  if (!figure) return;

  const plot = figure.querySelector(".plot");
  const links = [...plot.querySelectorAll("a")];
  const periods = [...figure.querySelectorAll("tbody tr")].map((row) => ({
    label: row.cells[0].textContent,
    count: Number(row.cells[1].textContent.replaceAll(",", "")),
    link: null,
  }));
  const filled = periods.filter((period) => period.count > 0);
  filled.forEach((period, number) => { period.link = links[number]; });

  const make = (tag, attributes) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const chooser = make("div", {
    class: "chooser", role: "slider", tabindex: "0", "aria-orientation": "horizontal",
    "aria-label": "Dates: drag to narrow; arrow keys move, with Shift they extend, Enter narrows the search, Escape resets",
    "aria-valuemin": "1", "aria-valuemax": String(periods.length),
  });
  const choice = make("div", { class: "choice" });
  const said = make("p", { class: "said-dates", "aria-live": "polite" });
  choice.hidden = true;
  plot.append(choice, chooser);
  figure.querySelector(".ticks").after(said);

  const HINT = matchMedia("(hover: none), (max-width: 43.99rem)").matches ? "" : "Drag, or use the arrow keys, to narrow";
  let anchor = null;
  let end = null;

  const chosen = () => {
    const [first, last] = anchor <= end ? [anchor, end] : [end, anchor];
    return periods.slice(first, last + 1);
  };
  const describe = (range) => {
    const total = range.reduce((sum, period) => sum + period.count, 0);
    const first = range[0].label;
    const last = range[range.length - 1].label;
    const unit = figure.dataset.unit + (total === 1 ? "" : "s");
    return `${first === last ? first : `${first} – ${last}`}: ${total.toLocaleString("en")} ${unit}`;
  };
  const show = () => {
    const range = anchor === null ? [] : chosen();
    links.forEach((link) => link.classList.toggle("chosen", range.some((period) => period.link === link)));
    choice.hidden = anchor === null;
    chooser.setAttribute("aria-valuenow", String((end ?? 0) + 1));
    if (anchor === null) {
      said.textContent = HINT;
      chooser.setAttribute("aria-valuetext", "no dates chosen");
      return;
    }
    const column = 100 / periods.length;
    choice.style.left = `${Math.min(anchor, end) * column}%`;
    choice.style.width = `${range.length * column}%`;
    said.textContent = describe(range);
    chooser.setAttribute("aria-valuetext", said.textContent);
  };
  const reset = () => {
    anchor = end = null;
    show();
  };
  const apply = () => {
    const range = anchor === null ? [] : chosen().filter((period) => period.link);
    if (!range.length) return;
    const address = (period) => new URL(period.link.getAttribute("href"), location.href);
    const target = address(range[0]);
    target.searchParams.set("to", address(range[range.length - 1]).searchParams.get("to"));
    location.assign(target);
  };
  const move = (to, extends_) => {
    end = Math.min(Math.max(to, 0), periods.length - 1);
    if (!extends_ || anchor === null) anchor = end;
    show();
  };

  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5,
    Home: -Infinity, End: Infinity };
  chooser.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in steps) {
      const step = steps[event.key];
      const start = step < 0 ? periods.length : -1;
      move(end === null && Math.abs(step) !== Infinity ? start + Math.sign(step) : (end ?? 0) + step, event.shiftKey);
    } else if (event.key === "Enter") apply();
    else if (event.key === "Escape") reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const under = (event) => {
    const box = chooser.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * periods.length);
    return Math.min(Math.max(column, 0), periods.length - 1);
  };
  let dragging = false;
  chooser.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = true;
    chooser.setPointerCapture(event.pointerId);
    move(under(event), event.shiftKey);
  });
  chooser.addEventListener("pointermove", (event) => {
    if (dragging) move(under(event), true);
    else if (anchor === null) said.textContent = describe([periods[under(event)]]);
  });
  chooser.addEventListener("pointerup", () => {
    if (dragging) apply();
    dragging = false;
  });
  chooser.addEventListener("pointercancel", () => {
    dragging = false;
    reset();
  });
  chooser.addEventListener("pointerleave", () => { if (anchor === null) show(); });
  window.addEventListener("pageshow", reset);
  reset();
})();
