// "cite" copies a citation where it stands, beside a paragraph of an article and below a result.
(() => {
  "use strict";

  const links = document.querySelectorAll("main .cite");
  if (!links.length) return;

  const say = document.createElement("p");
  say.className = "unseen";
  say.setAttribute("role", "status");
  document.querySelector("main").append(say);

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
    else button.closest("section, .result").append(shown);
    if (!done) select(quoted);
    say.textContent = done ? "Citation copied" : "Citation selected";
  };

  // An article's links lead there by its own address, ?cite=7; what it answers with is known beforehand.
  const article = document.querySelector("article[data-cite]");
  for (const link of links) {
    const { href } = link;
    const ordinal = link.dataset.ordinal || new URL(href).searchParams.get("cite");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite";
    button.dataset.form = "text";
    button.textContent = "cite";
    button.dataset.page = article ? article.dataset.cite + ordinal : href;
    button.setAttribute("aria-label", `cite paragraph ${ordinal}: copy it with where it stands`);
    link.replaceWith(button);
    if (article) button.nextElementSibling.setAttribute("aria-label", `like paragraph ${ordinal}: find more`);
  }

  document.querySelector("main").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-form]");
    if (button) cite(button, button.dataset.form);
  });
})();
