// Recent searches: kept in this browser only, shown on the start page, forgotten at a button.
(() => {
  const KEPT = 8;

  const write = (queries) => {
    try {
      if (queries.length) localStorage.setItem(RECENT, JSON.stringify(queries));
      else localStorage.removeItem(RECENT);
    } catch {
      // storage is off or full: nothing is remembered
    }
  };

  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  if (document.body.classList.contains("results") && query && query.length <= 400) {
    write([query, ...recentSearches().filter((one) => one !== query)].slice(0, KEPT));
  }

  const place = document.getElementById("recent");
  const queries = recentSearches();
  if (!place || !queries.length) return;
  place.querySelector("ul").append(...queries.map((one) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const label = document.createElement("bdi");
    link.href = placed(`/?${new URLSearchParams({ q: one })}`);
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
