// Sessions are dragged to another time or room; what is sent is the plain form "Move". Without this the form on each session's page does it.
"use strict";

// Times are offered in steps of so many minutes.
const STEP = 5;

const pad = (n) => String(n).padStart(2, "0");

// "2016-05-24T09:00" and some minutes later, on the same wall.
function later(at, minutes) {
  const time = new Date(`${at}:00Z`);
  time.setUTCMinutes(time.getUTCMinutes() + minutes);
  const day = `${time.getUTCFullYear()}-${pad(time.getUTCMonth() + 1)}-${pad(time.getUTCDate())}`;
  return `${day}T${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}`;
}

// Where in a table a point is: the room above it, and the time beside it.
function aim(table, x, y) {
  const heads = [...table.querySelectorAll("thead th[data-room]")];
  const head = heads.find((th) => {
    const box = th.getBoundingClientRect();
    return x >= box.left && x < box.right;
  });
  const rows = [...table.querySelectorAll("tbody tr[data-at]")];
  const row = rows.find((tr) => {
    const box = tr.querySelector("th").getBoundingClientRect();
    return y >= box.top && y < box.bottom;
  });
  if (!head || !row) return null;
  const box = row.querySelector("th").getBoundingClientRect();
  const part = ((y - box.top) / box.height) * Number(row.dataset.minutes);
  return { head, row, room: head.dataset.room, starts: later(row.dataset.at, Math.round(part / STEP) * STEP) };
}

const form = document.getElementById("move-session");
let dragged = null;

function unmark() {
  for (const marked of document.querySelectorAll(".aimed")) marked.classList.remove("aimed");
}

function over(table, event) {
  // A card is held where it was taken; what counts is where its upper edge comes to lie.
  return aim(table, event.clientX, event.clientY - dragged.held);
}

if (form) {
  for (const card of document.querySelectorAll("[data-move]")) {
    card.addEventListener("dragstart", (event) => {
      dragged = { card, held: event.clientY - card.getBoundingClientRect().top };
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.id);
      card.classList.add("dragged");
    });
    card.addEventListener("dragend", () => {
      card.classList.remove("dragged");
      dragged = null;
      unmark();
    });
  }
  for (const table of document.querySelectorAll("[data-timetable]")) {
    table.addEventListener("dragover", (event) => {
      if (!dragged) return;
      const aimed = over(table, event);
      unmark();
      if (!aimed) return;
      event.preventDefault();
      aimed.head.classList.add("aimed");
      aimed.row.classList.add("aimed");
    });
    table.addEventListener("drop", (event) => {
      const aimed = dragged && over(table, event);
      if (!aimed) return;
      event.preventDefault();
      form.action = dragged.card.dataset.move;
      form.elements.version.value = dragged.card.dataset.version;
      form.elements.was.value = dragged.card.dataset.was;
      form.elements.drag_starts.value = aimed.starts;
      form.elements.drag_room.value = aimed.room;
      form.requestSubmit();
    });
  }
}
