// The map: brought in beside the results once it is in sight; zoomed by buttons, keys, wheel and two fingers, moved by
// dragging; its dots are one stop of the Tab key, and the arrow keys go from dot to dot.
(() => {
  "use strict";

  const EQUATOR = 10000;
  const NARROWEST = 20;
  const SVG = "http://www.w3.org/2000/svg";

  // What the map shows of the world, in its own units; `at` is a point of the figure, as shares of its sides.
  const viewOf = (svg) => {
    const home = svg.getAttribute("viewBox").split(" ").map(Number);
    let [x, y, width, height] = home;
    const show = () => svg.setAttribute("viewBox", [x, y, width, height].map((n) => n.toFixed(2)).join(" "));
    const zoom = (factor, at = [0.5, 0.5]) => {
      const to = Math.min(Math.max(width * factor, NARROWEST), EQUATOR);
      x += (width - to) * at[0];
      y += (height - (to * height) / width) * at[1];
      height *= to / width;
      width = to;
      show();
    };
    const move = (right, down) => {
      x = Math.min(Math.max(x + right * width, -width / 2), EQUATOR - width / 2);
      y = Math.min(Math.max(y + down * height, -EQUATOR / 2), EQUATOR / 3 - height / 2);
      show();
    };
    const reset = () => {
      [x, y, width, height] = home;
      show();
    };
    const reveal = (left, top) => {
      if (left < x || left > x + width || top < y || top > y + height) move((left - x) / width - 0.5, (top - y) / height - 0.5);
    };
    return { zoom, move, reset, reveal };
  };

  const addButtons = (figure, view) => {
    const buttons = document.createElement("div");
    buttons.className = "zoom";
    const ways = [["+", "Zoom in", () => view.zoom(0.5)], ["−", "Zoom out", () => view.zoom(2)], ["○", "Show all places", view.reset]];
    for (const [sign, name, act] of ways) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = name;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      buttons.append(button);
    }
    figure.append(buttons);
  };

  const listenToKeys = (svg, view) => {
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", `${svg.getAttribute("aria-label")}; arrow keys move it, + and − zoom, 0 shows all, Tab goes to the places`);
    const keys = {
      ArrowLeft: () => view.move(-1 / 8, 0), ArrowRight: () => view.move(1 / 8, 0),
      ArrowUp: () => view.move(0, -1 / 8), ArrowDown: () => view.move(0, 1 / 8),
      "+": () => view.zoom(0.5), "=": () => view.zoom(0.5), "-": () => view.zoom(2), 0: view.reset, Escape: view.reset,
    };
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys)) return;
      keys[event.key]();
      event.preventDefault();
      event.stopPropagation();
    });
  };

  // The dots from west to east: one of them is where Tab stops, the arrow keys choose which.
  const listenToDots = (svg, view) => {
    const point = (link) => /M(\S+) (\S+)h/.exec(link.querySelector(".dot").getAttribute("d")).slice(1).map(Number);
    const dots = [...svg.querySelectorAll("a")];
    const order = [...dots].sort((a, b) => point(a)[0] - point(b)[0] || point(a)[1] - point(b)[1]);
    if (!dots.length) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const focused = document.createElementNS(SVG, "g");
    const name = document.createElement("p");
    focused.setAttribute("class", "focused");
    focused.setAttribute("aria-hidden", "true");
    name.className = "pointed";
    name.setAttribute("aria-hidden", "true");
    svg.append(focused);
    svg.after(name);
    dots[0].setAttribute("tabindex", "0");

    const tell = (link) => { name.textContent = link ? link.getAttribute("aria-label") : ""; };
    svg.addEventListener("pointerover", (event) => tell(event.target.closest("a")));
    svg.addEventListener("pointerleave", () => tell(null));
    svg.addEventListener("focusin", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      for (const one of dots) one.setAttribute("tabindex", one === link ? "0" : "-1");
      const dot = link.querySelector(".dot").cloneNode();
      const ring = dot.cloneNode();
      ring.setAttribute("class", "ring");
      ring.setAttribute("stroke-width", String(Number(dot.getAttribute("stroke-width")) + 6));
      focused.replaceChildren(ring, dot);
      view.reveal(...point(link));
      tell(link);
    });
    svg.addEventListener("focusout", () => {
      focused.replaceChildren();
      tell(null);
    });
    svg.addEventListener("keydown", (event) => {
      const link = event.target.closest("a");
      if (!link || !(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
      const at = order.indexOf(link) + steps[event.key];
      order[Math.min(Math.max(at, 0), order.length - 1)].focus();
      event.preventDefault();
      event.stopImmediatePropagation();
    });
  };

  // One finger or the mouse drags the map; two fingers, or the wheel with Ctrl, zoom it where they are.
  const listenToPointers = (figure, svg, view) => {
    const within = (left, top) => {
      const box = svg.getBoundingClientRect();
      return [(left - box.left) / box.width, (top - box.top) / box.height];
    };
    const fingers = new Map();
    let dragged = false;
    const grip = () => {
      const [one, other = one] = [...fingers.values()];
      return { at: [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2], spread: Math.hypot(one[0] - other[0], one[1] - other[1]) };
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || fingers.size === 2) return;
      if (event.isPrimary) {
        fingers.clear();
        dragged = false;
      }
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    svg.addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last || (!dragged && Math.hypot(event.clientX - last[0], event.clientY - last[1]) < 4)) return;
      if (!dragged) svg.setPointerCapture(event.pointerId);
      dragged = true;
      figure.classList.add("moving");
      const before = grip();
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      const after = grip();
      view.move((before.at[0] - after.at[0]) / svg.clientWidth, (before.at[1] - after.at[1]) / svg.clientHeight);
      if (before.spread && after.spread) view.zoom(before.spread / after.spread, within(...after.at));
    });
    const drop = (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) figure.classList.remove("moving");
    };
    svg.addEventListener("pointerup", drop);
    svg.addEventListener("pointercancel", drop);
    for (const kind of ["touchstart", "touchmove"]) {
      svg.addEventListener(kind, (event) => { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
    }
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      view.zoom(Math.exp(event.deltaY / 200), within(event.clientX, event.clientY));
    }, { passive: false });
    svg.addEventListener("dblclick", (event) => view.zoom(0.5, within(event.clientX, event.clientY)));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => {
      if (dragged) event.preventDefault();
      dragged = false;
    }, true);
  };

  const enliven = (figure) => {
    const svg = figure.querySelector("svg");
    const view = viewOf(svg);
    const small = Math.min(1, Math.max(0.4, svg.clientWidth / 640));
    for (const dot of svg.querySelectorAll(".dot")) {
      dot.setAttribute("stroke-width", String(dot.getAttribute("stroke-width") * small));
    }
    addButtons(figure, view);
    listenToDots(svg, view);
    listenToKeys(svg, view);
    listenToPointers(figure, svg, view);
  };

  const shown = document.querySelector(".map");
  if (shown) enliven(shown);

  const link = document.querySelector(".facet .mapped");
  if (!link) return;
  const bring = async () => {
    try {
      const answer = await fetch(link.getAttribute("href"));
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const figure = page.querySelector(".map");
      if (!figure) return;
      const here = document.importNode(figure, true);
      link.textContent = "larger map";
      link.closest("p").before(here);
      enliven(here);
    } catch {
      // The link to the map is still there.
    }
  };
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    bring();
  });
  observer.observe(link);
})();
