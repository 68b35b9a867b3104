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
  for (const hint of document.querySelectorAll(".hits .hint")) hint.hidden = false;

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

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !hits.length) return;
    if (event.key === "n") hop(1);
    else if (event.key === "p") hop(-1);
    else return;
    event.preventDefault();
  });
})();
