// Keys: / search box, j and k next and previous result, ? what the keys do.  Enter opens, as links do.
(() => {
  const RESULTS = ".result .title";
  const KEYS = [
    ["/", "to the search box"],
    ["j", "next result"],
    ["k", "previous result"],
    ["Enter", "open the result"],
    ["n", "next hit in an article"],
    ["p", "previous hit in an article"],
    ["?", "this list"],
    ["Esc", "close this list, or the suggestions"],
  ];

  const isTyping = (node) => node.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  const move = (step) => {
    const links = [...document.querySelectorAll(RESULTS)].filter((link) => link.checkVisibility());
    if (!links.length) return false;
    const here = document.activeElement.closest(".result");
    const current = here ? links.findIndex((link) => here.contains(link)) : -1;
    const next = current < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(current + step, 0), links.length - 1);
    links[next].focus({ preventScroll: true });
    (links[next].closest(".result") || links[next]).scrollIntoView({ block: "nearest" });
    return true;
  };

  let list = null;
  const help = () => {
    if (!list) {
      list = document.createElement("dialog");
      list.className = "keys";
      list.setAttribute("aria-labelledby", "keys-name");
      const name = document.createElement("h2");
      name.id = "keys-name";
      name.textContent = "Keys";
      const table = document.createElement("dl");
      for (const [key, about] of KEYS) {
        const term = document.createElement("dt");
        const sign = document.createElement("kbd");
        const what = document.createElement("dd");
        sign.textContent = key;
        what.textContent = about;
        term.append(sign);
        table.append(term, what);
      }
      const more = document.createElement("p");
      const link = document.createElement("a");
      link.href = placed("/help#keys");
      link.textContent = "More in the help";
      more.append(link);
      const form = document.createElement("form");
      form.method = "dialog";
      const done = document.createElement("button");
      done.textContent = "Close";
      form.append(done);
      list.append(name, table, more, form);
      document.body.append(list);
    }
    if (list.open) list.close();
    else list.showModal();
    return true;
  };

  const actions = {
    "/": () => {
      const box = document.getElementById("q");
      if (!box) return false;
      box.focus();
      box.select();
      return true;
    },
    j: () => move(1),
    k: () => move(-1),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(event.target instanceof Element) || isTyping(event.target)) return;
    if (list && list.open && event.key !== "?") return;
    const act = Object.hasOwn(actions, event.key) && actions[event.key];
    if (act && act()) event.preventDefault();
  });
})();
