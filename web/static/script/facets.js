// A field below each long facet that finds further values, in the whole archive, as they are typed.
(() => {
  "use strict";

  const PAUSE = 120;

  const addressWith = (field, value) => {
    const address = new URL(location.href);
    address.searchParams.delete("page");
    address.hash = "";
    if (!address.searchParams.getAll(field).includes(value)) address.searchParams.append(field, value);
    return address.href;
  };

  const row = (field, { value, count }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("bdi");
    const number = document.createElement("span");
    name.textContent = value;
    link.href = addressWith(field, value);
    link.append(name);
    number.className = "count";
    number.textContent = count.toLocaleString("en");
    item.append(link, " ", number);
    const pages = { speaker: "speakers", location: "places" }[field];
    if (pages) {
      const page = document.createElement("a");
      page.className = "page";
      page.href = placed(`/${pages}/${encodeURIComponent(value)}`);
      page.textContent = "›";
      page.setAttribute("aria-label", `About ${value}`);
      item.append(" ", page);
    }
    return item;
  };

  for (const facet of document.querySelectorAll(".facet[data-suggested]")) {
    const field = facet.dataset.field;
    const heading = facet.querySelector("h2").textContent;
    const finder = document.createElement("div");
    const input = document.createElement("input");
    const found = document.createElement("ul");
    const said = document.createElement("p");
    finder.className = "finder";
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = `search ${heading.toLowerCase()}…`;
    input.setAttribute("aria-label", `Search ${heading.toLowerCase()}`);
    said.setAttribute("role", "status");
    finder.append(input, said, found);
    facet.querySelector("ul").after(finder);

    let asked = 0;
    let timer = 0;
    const find = async () => {
      const mine = ++asked;
      const typed = input.value.trim();
      if (!typed) {
        found.replaceChildren();
        said.textContent = "";
        return;
      }
      try {
        const answer = await fetch(placed(`/api/suggest?${new URLSearchParams({ q: typed, field })}`));
        const members = answer.ok ? await answer.json() : { suggestions: [] };
        if (mine !== asked) return;
        found.replaceChildren(...members.suggestions.map((one) => row(field, one)));
        said.textContent = members.suggestions.length ? "in the whole archive" : `no ${heading.toLowerCase()} begin so`;
      } catch {
        if (mine === asked) said.textContent = "the server does not answer";
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") found.querySelector("a")?.click();
      else if (event.key === "Escape" && input.value) {
        input.value = "";
        find();
      } else return;
      event.preventDefault();
    });
  }
})();
