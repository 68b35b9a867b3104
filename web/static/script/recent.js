// Recent searches: kept in this browser only, shown on the start page, forgotten at a button.
(() => {
  const KEY = "dateline.recent";
  const KEPT = 8;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return []; // storage is off, or holds what is not ours
    }
  };
  const write = (queries) => {
    try {
      if (queries.length) localStorage.setItem(KEY, JSON.stringify(queries));
      else localStorage.removeItem(KEY);
    } catch {
      // storage is off or full: nothing is remembered
    }
  };

  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  if (document.body.classList.contains("results") && query && query.length <= 400) {
    write([query, ...read().filter((one) => one !== query)].slice(0, KEPT));
  }

  const place = document.getElementById("recent");
  const queries = read();
  if (!place || !queries.length) return;
  place.querySelector("ul").append(...queries.map((one) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const label = document.createElement("bdi");
    link.href = `/?${new URLSearchParams({ q: one })}`;
    label.textContent = one;
    link.append(label);
    item.append(link);
    return item;
  }));
  place.querySelector("button").addEventListener("click", () => {
    write([]);
    place.hidden = true;
    document.getElementById("q").focus();
  });
  place.hidden = false;
})();
