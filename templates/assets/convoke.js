// Makes pages nicer; nothing here is needed for anything to work.
"use strict";

const all = (selector, within = document) => [...(within.matches?.(selector) ? [within] : []), ...within.querySelectorAll(selector)];
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// Theme: as the system, light or dark, remembered on this device.
function theme() {
  const root = document.documentElement;
  const buttons = all("[data-theme-set]");
  const show = () => {
    const now = root.dataset.theme ?? "auto";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeSet === now));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const chosen = button.dataset.themeSet;
      if (chosen === "auto") delete root.dataset.theme;
      else root.dataset.theme = chosen;
      try {
        if (chosen === "auto") localStorage.removeItem("theme");
        else localStorage.setItem("theme", chosen);
      } catch {
        // Not remembered, then.
      }
      show();
    });
  }
  show();
}

// A stranger's own clock beside the venue's: only their machine knows it.
function ownClocks(within) {
  for (const line of all("[data-own-clock]", within)) {
    const at = new Date(line.dataset.ownClock);
    if (Number.isNaN(at.getTime())) continue;
    if (-at.getTimezoneOffset() === Number(line.dataset.venueOffset)) {
      line.remove();
      continue;
    }
    const day = at.toLocaleDateString(document.documentElement.lang, { weekday: "short" });
    line.textContent = `${day} ${clock(at)} · ${fromUtc(-at.getTimezoneOffset())}`;
  }
}

// The hour as the page's language writes it: 09:00; French 9 h, 9 h 30.
function clock(at) {
  const minutes = String(at.getMinutes()).padStart(2, "0");
  if (!document.documentElement.lang.startsWith("fr")) return `${String(at.getHours()).padStart(2, "0")}:${minutes}`;
  const hour = `${at.getHours()}\u00a0h`;
  return at.getMinutes() === 0 ? hour : `${hour}\u00a0${minutes}`;
}

// As the venue's zone stands beside its hour: UTC+8, UTC−3:30. Names of zones are long, and few know their own.
function fromUtc(minutes) {
  const far = Math.abs(minutes);
  if (far === 0) return "UTC";
  const rest = far % 60 === 0 ? "" : `:${String(far % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(far / 60)}${rest}`;
}

// Keyboard: / searches, g and a letter goes, ? helps.
function keyboard() {
  const help = document.getElementById("keys");
  // Long ago: the page's own first seconds are no "g".
  let going = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.timeStamp - going < 1500) {
      going = -Infinity;
      const link = all("a[data-go]").find((a) => a.dataset.go === event.key);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    if (event.key === "g") {
      going = event.timeStamp;
    } else if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "?" && help?.showModal) {
      help.showModal();
    }
  });
  help?.addEventListener("click", (event) => {
    if (event.target === help) help.close();
  });
}

// A form is sent once; the page that comes back (or is brought back) is fresh again.
function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post") return;
    form.dataset.sent = "yes";
    event.submitter?.classList.add("busy");
  });
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all(".busy")) button.classList.remove("busy");
  });
}

// Selecting rows: the whole page, or all that match.
function selection(within) {
  for (const bulk of all("[data-bulk]", within)) {
    const form = bulk.closest("form") ?? document;
    const rows = all("tbody .sel input", form);
    const page = form.querySelector("[data-select-page]");
    const every = bulk.querySelector("[data-bulk-all]");
    const said = bulk.querySelector("output");
    const show = () => {
      const n = rows.filter((row) => row.checked).length;
      bulk.classList.toggle("on", n > 0 || every.checked);
      if (page) {
        page.checked = n > 0 && n === rows.length;
        page.indeterminate = n > 0 && n < rows.length;
      }
      if (every.checked) said.textContent = "";
      else if (n === 0) said.textContent = said.dataset.none;
      else said.textContent = n === 1 ? said.dataset.one : said.dataset.many.replace("2", String(n));
    };
    page?.addEventListener("change", () => {
      for (const row of rows) row.checked = page.checked;
      show();
    });
    for (const box of [...rows, every]) box.addEventListener("change", show);
    show();
  }
}

// Filters act as soon as one is chosen with a pointer. Keys pass through the choices one by one: there the button says when.
function filters() {
  const choice = (event) => event.target.closest?.("form.filters select");
  let keyed = null;
  document.addEventListener("keydown", (event) => {
    keyed = choice(event) ?? keyed;
  });
  document.addEventListener("pointerdown", (event) => {
    if (choice(event) === keyed) keyed = null;
  });
  document.addEventListener("change", (event) => {
    const chosen = choice(event);
    if (chosen && chosen !== keyed) chosen.form.requestSubmit();
  });
}

// A menu closes with Escape, and when something else is pressed.
function menus() {
  const open = () => all("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

// A dot on a language's tab goes when the last empty field there is filled.
function languages(within) {
  for (const tabs of all(".tabs", within)) {
    const labels = all(":scope > label", tabs);
    all(":scope > .pane", tabs).forEach((pane, at) => {
      const dot = labels[at]?.querySelector(".dot:not(.bad)");
      if (!dot) return;
      const fields = all("[aria-required]", pane);
      const show = () => dot.classList.toggle("skip", fields.every((field) => field.value.trim() !== ""));
      pane.addEventListener("input", show);
    });
  }
}

// A link to a field in a hidden tab opens the tab first; a refused form shows its summary.
function problems(within) {
  for (const link of all(".problems a", within)) {
    link.addEventListener("click", () => {
      const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const pane = field?.closest(".pane");
      if (pane) {
        const at = all(":scope > .pane", pane.parentElement).indexOf(pane);
        all(":scope > input", pane.parentElement)[at].checked = true;
      }
      field?.focus();
    });
  }
  all("[data-focus]", within)[0]?.focus();
}

// What moves by itself is fetched again while the page is looked at: any element with data-live and an id.
function live() {
  const parts = all("[data-live][id]");
  if (parts.length === 0) return;
  const seconds = 3;
  const again = async () => {
    if (document.visibilityState === "visible") {
      try {
        const asked = location.href;
        const answer = await fetch(asked, { headers: { accept: "text/html" }, credentials: "same-origin" });
        const text = await answer.text();
        // Another filter may have been chosen meanwhile; then this is old.
        if (answer.ok && asked === location.href) {
          const fresh = new DOMParser().parseFromString(text, "text/html");
          for (const part of all("[data-live][id]")) {
            const now = fresh.getElementById(part.id);
            if (now && now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
            if (!now) location.reload();
          }
        }
      } catch {
        // The network comes back, or it does not; what is shown stays true for its moment.
      }
    }
    setTimeout(again, seconds * 1000);
  };
  setTimeout(again, seconds * 1000);
}

// A preview follows what is typed: the form's fields go to data-preview-url, the answer stands in data-preview-into.
function preview(within) {
  for (const form of all("form[data-preview-url]", within)) {
    const into = document.getElementById(form.dataset.previewInto);
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        try {
          const body = new URLSearchParams(new FormData(form));
          const answer = await fetch(form.dataset.previewUrl, { method: "POST", body, credentials: "same-origin" });
          if (answer.ok && into) into.innerHTML = await answer.text();
        } catch {
          // The last preview stays.
        }
      }, 350);
    });
  }
}

// Another language keeps what is half typed: it is put back on the page that comes.
function typed() {
  // The address follows the filters, so it is read when it is needed.
  const key = () => {
    const asked = new URLSearchParams(location.search);
    asked.delete("lang");
    return `typed ${location.pathname}?${asked}`;
  };
  const unkept = ["hidden", "password", "file", "submit", "button", "image"];
  const kept = (field) => field.name && !unkept.includes(field.type);
  const fields = () => all('main form[method="post"]').flatMap((form) => [...form.elements].filter(kept));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const keep = () => {
    const now = fields().map((field) => [field.name, ticks(field) ? field.checked : field.value]);
    try {
      if (now.length > 0) sessionStorage.setItem(key(), JSON.stringify(now));
    } catch {
      // Not kept, then.
    }
  };
  const back = (before) =>
    fields().forEach((field, at) => {
      const [name, value] = before[at] ?? [];
      if (name !== field.name || value === (ticks(field) ? field.checked : field.value)) return;
      if (ticks(field)) field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  try {
    back(JSON.parse(sessionStorage.getItem(key()) ?? "[]"));
    sessionStorage.removeItem(key());
  } catch {
    // Nothing to put back.
  }
  for (const form of all("form.switch")) form.addEventListener("submit", keep);
  for (const link of all("nav.switch a")) link.addEventListener("click", keep);
}

// Who writes a text of both versions means it.
function merging(within) {
  for (const area of all(".hand textarea", within)) {
    area.addEventListener("input", () => {
      area.closest(".hand").querySelector("input[type=radio]").checked = true;
    });
  }
}

// The board: a card is dragged to where it may go; its own form asks and sends.
function board(within) {
  let held = null;
  const fits = (column) => held && [...held.elements.to.options].some((way) => way.value === column.dataset.stage);
  for (const card of all("[data-card]", within)) {
    const form = card.querySelector("form");
    if (!form) continue;
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      held = form;
      event.dataTransfer.effectAllowed = "move";
      card.classList.add("held");
      for (const column of all("[data-stage]")) column.classList.toggle("fits", fits(column));
    });
    card.addEventListener("dragend", () => {
      held = null;
      card.classList.remove("held");
      for (const column of all("[data-stage]")) column.classList.remove("fits", "over");
    });
  }
  for (const column of all("[data-stage]", within)) {
    column.addEventListener("dragover", (event) => {
      if (!fits(column)) return;
      event.preventDefault();
      column.classList.add("over");
    });
    column.addEventListener("dragleave", () => column.classList.remove("over"));
    column.addEventListener("drop", (event) => {
      if (!fits(column)) return;
      event.preventDefault();
      held.elements.to.value = column.dataset.stage;
      held.requestSubmit();
    });
  }
}

for (const begin of [theme, keyboard, once, board, selection, filters, menus, languages, problems, live, preview, typed, merging, ownClocks]) begin(document);

// Where a part of the page is drawn anew (results.js), what belongs to its pieces begins again.
document.addEventListener("drawn", (event) => {
  for (const node of event.detail) {
    for (const begin of [board, selection, languages, problems, preview, merging, ownClocks]) begin(node);
  }
});
