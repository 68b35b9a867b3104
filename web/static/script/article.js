// The article page: n and p go from hit to hit, "cite" copies a citation.
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

  const OTHER = { text: ["bibtex", "copy as BibTeX"], bibtex: ["text", "copy as text"] };

  const cite = async (button, form) => {
    const { page } = button.dataset;
    const answer = await fetch(`${page}?as=${form}`).catch(() => null);
    if (!answer || !answer.ok) {
      location.assign(page);
      return;
    }
    const text = (await answer.text()).trim();
    const quoted = document.createElement("p");
    const line = document.createElement("p");
    const next = document.createElement("button");
    const both = document.createElement("a");
    quoted.className = "citation";
    quoted.dir = "auto";
    quoted.textContent = text;
    next.type = "button";
    [next.dataset.form, next.textContent] = OTHER[form];
    next.dataset.page = page;
    both.href = page;
    both.textContent = "both on a page";
    const done = await copy(text);
    line.append(done ? "Copied · " : "Selected: copy it with Ctrl+C or ⌘C · ", next, " · ", both);
    const again = shown.contains(button);
    shown.replaceChildren(quoted, line);
    if (again) next.focus();
    else button.closest("section").append(shown);
    if (!done) select(quoted);
    say.textContent = done ? "Citation copied" : "Citation selected";
  };

  for (const like of document.querySelectorAll(".margin > :last-child")) {
    const cite = like.previousElementSibling;
    const ordinal = like.closest("section").id.slice(1);
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.form = "text";
    button.textContent = "cite";
    button.dataset.page = first.parentElement.dataset.cite + ordinal;
    button.setAttribute("aria-label", `cite paragraph ${ordinal}: copy it with where it stands`);
    cite.replaceWith(button);
    like.setAttribute("aria-label", `like paragraph ${ordinal}: find more`);
  }

  first.parentElement.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-form]");
    if (button) cite(button, button.dataset.form);
  });
})();
