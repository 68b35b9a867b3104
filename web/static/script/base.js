// What every page gains from a script; all of it works without.  One file a feature, put together by web/http/assets.py.
"use strict";

const RECENT = "dateline.recent";

// The address of a path of this program, which may stand under a path of its host, as the link to its start does.
const placed = (path) => document.querySelector(".brand").pathname.replace(/\/$/, "") + path;

// What was asked before in this browser, the latest first.
const recentSearches = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // storage is off, or holds what is not ours
  }
};
