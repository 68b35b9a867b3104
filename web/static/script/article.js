// The article page: n and p go from hit to hit, "cite" copies a citation.
(() => {
  "use strict";

  const first = document.querySelector(".paragraph");
  if (!first) return;

  const say = document.createElement("p");
  say.className = "unseen";
  say.setAttribute("role", "status");
  first.parentElement.append(say);

  const hits = [...document.querySelectorAll(".paragraph[data-hit]")];
  for (const hint of document.querySelectorAll(".hits .hint")) hint.hidden = false;

  const place = () => {
    const target = document.querySelector(".paragraph:target");
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

  const select = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; // not allowed, or not a secure address: the text is selected instead
    }
  };

  const shown = document.createElement("div");
  shown.className = "copied";

  const cite = async (button) => {
    const answer = await fetch(`${button.dataset.page}?as=text`).catch(() => null);
    if (!answer || !answer.ok) {
      location.assign(button.dataset.page);
      return;
    }
    const text = (await answer.text()).trim();
    const quoted = document.createElement("p");
    const both = document.createElement("a");
    quoted.className = "citation";
    quoted.dir = "auto";
    quoted.textContent = text;
    both.href = button.dataset.page;
    both.textContent = "as BibTeX";
    const done = await copy(text);
    const told = done ? "Copied. " : "Selected: copy it with Ctrl+C or ⌘C. ";
    const line = document.createElement("p");
    line.append(told, both);
    shown.replaceChildren(quoted, line);
    button.closest(".paragraph").append(shown);
    if (!done) select(quoted);
    say.textContent = done ? "Citation copied" : "Citation selected";
  };

  for (const link of document.querySelectorAll(".paragraph .cite")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite";
    button.textContent = "cite";
    button.dataset.page = link.getAttribute("href");
    button.setAttribute("aria-label", `Copy the citation of ${link.closest(".paragraph").id.replace("p", "paragraph ")}`);
    link.replaceWith(button);
  }

  first.parentElement.addEventListener("click", (event) => {
    const button = event.target.closest("button.cite");
    if (button) cite(button);
  });
})();
