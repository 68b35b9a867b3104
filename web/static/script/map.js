// The map: brought in beside the results once it is in sight; zoomed by buttons and keys, moved by dragging.
(() => {
  "use strict";

  const EQUATOR = 10000;
  const NARROWEST = 20;

  const enliven = (figure) => {
    const svg = figure.querySelector("svg");
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
      x = Math.min(Math.max(x + right, -width / 2), EQUATOR - width / 2);
      y = Math.min(Math.max(y + down, -EQUATOR / 2), EQUATOR / 3 - height / 2);
      show();
    };
    const reset = () => {
      [x, y, width, height] = home;
      show();
    };

    const buttons = document.createElement("div");
    buttons.className = "zoom";
    const ways = [["+", "Zoom in", () => zoom(0.5)], ["−", "Zoom out", () => zoom(2)], ["○", "Show all places", reset]];
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

    const small = Math.min(1, Math.max(0.4, svg.clientWidth / 640));
    for (const dot of svg.querySelectorAll(".dot")) {
      dot.setAttribute("stroke-width", String(dot.getAttribute("stroke-width") * small));
    }

    svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-label", `${svg.getAttribute("aria-label")}; arrow keys move it, + and − zoom, 0 shows all`);
    const keys = {
      ArrowLeft: () => move(-width / 8, 0), ArrowRight: () => move(width / 8, 0),
      ArrowUp: () => move(0, -height / 8), ArrowDown: () => move(0, height / 8),
      "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), 0: reset, Escape: reset,
    };
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys)) return;
      keys[event.key]();
      event.preventDefault();
      event.stopPropagation();
    });

    let last = null;
    let dragged = false;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      last = [event.clientX, event.clientY];
      dragged = false;
    });
    svg.addEventListener("pointermove", (event) => {
      if (!last) return;
      const [right, down] = [event.clientX - last[0], event.clientY - last[1]];
      if (!dragged && Math.hypot(right, down) < 4) return;
      if (!dragged) svg.setPointerCapture(event.pointerId);
      dragged = true;
      figure.classList.add("moving");
      const unit = width / svg.clientWidth;
      move(-right * unit, -down * unit);
      last = [event.clientX, event.clientY];
    });
    const drop = () => {
      last = null;
      figure.classList.remove("moving");
    };
    svg.addEventListener("pointerup", drop);
    svg.addEventListener("pointercancel", drop);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => {
      if (dragged) event.preventDefault();
      dragged = false;
    }, true);
    svg.addEventListener("dblclick", (event) => {
      const box = svg.getBoundingClientRect();
      zoom(0.5, [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    });
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
  }, { rootMargin: "600px" });
  observer.observe(link);
})();
