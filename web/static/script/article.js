// The article page: n and p go from hit to hit, of a long article also into other parts of it.
(() => {
  "use strict";

  const first = document.querySelector(".reading section");
  if (!first) return;

  // Only here is it seen which paragraph a link means that another wrote: it may stand in another part of the article.
  const parts = document.querySelector(".parts");
  const lead = () => {
    const asked = new URLSearchParams(location.search);
    const [, named] = location.hash.match(/^#p([1-9][0-9]{0,6})$/) || [];
    if (!parts || (named && document.getElementById(`p${named}`))) return;
    if (named) {
      if (asked.get("paragraph") === named) return;
      asked.set("paragraph", named);
      location.replace(`?${asked}#p${named}`);
    } else if (!location.hash) {
      const wanted = document.getElementById(`p${asked.get("paragraph")}`);
      if (wanted && wanted !== first) location.replace(`#${wanted.id}`);
    }
  };
  lead();
  addEventListener("hashchange", lead);

  const say = document.createElement("p");
  say.className = "unseen";
  say.setAttribute("role", "status");
  first.parentElement.append(say);

  const line = document.querySelector(".hits");
  const hits = [...document.querySelectorAll("section[data-hit]")];
  const count = line ? Number(line.dataset.count) : 0;
  const passed = line ? Number(line.dataset.passed) : 0;
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
    const elsewhere = line && line.dataset[step > 0 ? "after" : "before"];
    if (next < 0 && elsewhere) {
      location.assign(elsewhere);
      return;
    }
    if (next < 0) {
      say.textContent = step > 0 ? "No further hit" : "No hit before this one";
      return;
    }
    location.replace(`#${hits[next].id}`);
    say.textContent = `Hit ${passed + next + 1} of ${count}`;
  };

  // The line with the number of hits stays in sight: it counts them and goes from one to the next.
  if (line && count) {
    const steps = document.createElement("span");
    const told = document.createElement("span");
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
      told.textContent = at < 0 ? `${count}` : `${passed + at + 1} of ${count}`;
    };
    steps.append(told, button("↑", "To the previous hit", -1), button("↓", "To the next hit", 1));
    line.append(steps);
    addEventListener("hashchange", tell);
    tell();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !count) return;
    if (event.key === "n") hop(1);
    else if (event.key === "p") hop(-1);
    else return;
    event.preventDefault();
  });
})();
