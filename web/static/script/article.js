// The article page: n and p go from hit to hit.
(() => {
  "use strict";

  const first = document.querySelector(".reading section");
  if (!first) return;

  const say = document.createElement("p");
  say.className = "unseen";
  say.setAttribute("role", "status");
  first.parentElement.append(say);

  const hits = [...document.querySelectorAll("section[data-hit]")];
  const keys = matchMedia("(hover: hover) and (pointer: fine)").matches;
  for (const hint of document.querySelectorAll(".hits .hint")) hint.hidden = !keys;

  const place = () => {
    const target = document.querySelector("section:target");
    const rect = target && target.getBoundingClientRect();
    return rect && rect.bottom > 0 && rect.top < innerHeight ? rect.top : -1;
  };

  const hop = (step) => {
    const here = place();
    const tops = hits.map((hit) => hit.getBoundingClientRect().top);
    const next = step > 0 ? tops.findIndex((top) => top > here + 1) : tops.findLastIndex((top) => top < here - 1);
    if (next < 0) {
      say.textContent = step > 0 ? "No further hit" : "No hit before this one";
      return;
    }
    location.replace(`#${hits[next].id}`);
    say.textContent = `Hit ${next + 1} of ${hits.length}`;
  };

  // The line with the number of hits stays in sight: it counts them and goes from one to the next.
  const line = document.querySelector(".hits");
  if (line && hits.length) {
    const steps = document.createElement("span");
    const count = document.createElement("span");
    steps.className = "steps";
    const button = (sign, name, step) => {
      const one = document.createElement("button");
      one.type = "button";
      one.textContent = sign;
      one.setAttribute("aria-label", name);
      one.addEventListener("click", () => hop(step));
      return one;
    };
    const tell = () => {
      const at = hits.findIndex((hit) => location.hash === `#${hit.id}`);
      count.textContent = at < 0 ? `${hits.length}` : `${at + 1} of ${hits.length}`;
    };
    steps.append(count, button("↑", "To the previous hit", -1), button("↓", "To the next hit", 1));
    line.append(steps);
    addEventListener("hashchange", tell);
    tell();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !hits.length) return;
    if (event.key === "n") hop(1);
    else if (event.key === "p") hop(-1);
    else return;
    event.preventDefault();
  });
})();
