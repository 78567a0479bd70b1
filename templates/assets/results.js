// Lists are filtered, sorted and paged in place: the same address is fetched, all that stands round the filter bar is replaced, and the
// address bar follows. Small acts that come back to their page (data-in-place) are drawn the same way, also where there is no bar.
// Whatever is not as expected ends in the ordinary way: by going there.
"use strict";

(() => {
  // Typing counts when it rests so long, and a wait shows when it lasts so long; in milliseconds.
  const REST = 200;
  const PATIENCE = 100;

  const root = document.getElementById("main");
  const barOf = (within) => within?.querySelector("form.filters[method=get]");
  const address = () => location.pathname + location.search;
  if (!barOf(root) && !root?.querySelector("form[data-in-place]")) return;

  // What was found is said to readers who don't see it change.
  const said = document.getElementById("found");
  const LINES = ".list:not(.dense) tbody tr, .due.plain > li, .board .card, .passages > li, .said-list > li";

  let shown = address();
  let asked = null;
  let sending = null;
  let resting = 0;
  // Letters typed one after the other make one step back, not many.
  let typing = false;

  const element = (node) => node.nodeType === Node.ELEMENT_NODE;
  const nodesOf = (node) => [...node.childNodes];

  // Whether the bar stands in both pages within the same boxes.
  function alike(old, now, oldRoot, nowRoot) {
    while (old !== oldRoot && now !== nowRoot && old.nodeName === now.nodeName && old.className === now.className) {
      old = old.parentElement;
      now = now.parentElement;
    }
    return old === oldRoot && now === nowRoot;
  }

  // Brings what stands beside a node up to date; what is the same stays, with its state.
  function beside(kept, fresh, added) {
    const old = nodesOf(kept.parentElement);
    const now = nodesOf(fresh.parentElement);
    const at = [old.indexOf(kept), now.indexOf(fresh)];
    const swap = (was, is, place) => {
      if (was.length === is.length && was.every((node, i) => node.isEqualNode(is[i]))) return;
      for (const node of was) node.remove();
      place(...is);
      added.push(...is.filter(element));
    };
    swap(old.slice(0, at[0]), now.slice(0, at[1]), (...nodes) => kept.before(...nodes));
    swap(old.slice(at[0] + 1), now.slice(at[1] + 1), (...nodes) => kept.after(...nodes));
  }

  // A field takes the fresh page's value, but not what somebody is changing at the moment.
  function fill(old, { checked, value }, sent) {
    if (!["INPUT", "SELECT"].includes(old.nodeName)) return;
    if (old.type === "checkbox" || old.type === "radio") old.checked = checked;
    else if (sent && (old === document.activeElement || (sent.get(old.name) ?? "") !== old.value)) return;
    else if (old.value !== value) old.value = value;
  }

  // The bar itself is not replaced: focus, caret, a half-written sign and open menus stay.
  function update(old, now, sent) {
    if (!element(old)) {
      if (old.data !== now.data) old.data = now.data;
      return;
    }
    // Read before its options move over: a select without the chosen one says another.
    const { checked, value } = now;
    for (const { name } of [...old.attributes]) {
      if (name !== "open" && !now.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of now.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const [were, are] = [nodesOf(old), nodesOf(now)];
    are.forEach((is, i) => {
      const was = were[i];
      if (!was) old.append(is);
      else if (was.nodeName !== is.nodeName) was.replaceWith(is);
      else update(was, is, sent);
    });
    for (const left of were.slice(are.length)) left.remove();
    fill(old, { checked, value }, sent);
  }

  // Where what was found begins.
  const results = () => root.querySelector("table.list:not(.dense), .log") ?? barOf(root)?.nextElementSibling ?? root;

  // Whoever stood on a link that is no more stands on its like: the same column's, else the same address's, else before the results.
  function footing(link) {
    if (!link || root.contains(link)) return;
    const like = [...root.querySelectorAll("a[href]")].find((a) => a.href === link.href && !a.closest(".pager"));
    const column = link.dataset.column && root.querySelectorAll("th[aria-sort] a")[Number(link.dataset.column)];
    const found = column || (link.closest(".pager") ? null : like);
    const start = found || results();
    if (!found) start.tabIndex = -1;
    start.focus({ preventScroll: Boolean(found) });
    if (!found) barOf(root).scrollIntoView({ block: "start" });
  }

  // Puts the fresh page's results into this one; false where the two are too unlike.
  function draw(fresh, sent, link) {
    const now = fresh.getElementById("main");
    const [bar, next] = [barOf(root), now && barOf(now)];
    const sheet = (page) => page.querySelector("link[rel=stylesheet]")?.getAttribute("href");
    const same = fresh.documentElement.lang === document.documentElement.lang && sheet(fresh) === sheet(document);
    if (!now || !same || Boolean(bar) !== Boolean(next) || (bar && !alike(bar, next, root, now))) return false;
    const added = bar ? [] : [...now.children];
    if (bar) {
      for (let [old, is] = [bar, next]; old !== root; [old, is] = [old.parentElement, is.parentElement]) beside(old, is, added);
      update(bar, next, sent);
    } else {
      root.replaceChildren(...nodesOf(now));
    }
    document.title = fresh.title;
    // Another language comes back to what is shown.
    const back = (page) => page.querySelector(".rail .switch [name=back]");
    if (back(document) && back(fresh)) back(document).value = back(fresh).value;
    document.dispatchEvent(new CustomEvent("drawn", { detail: added }));
    footing(link);
    said.textContent = bar ? words("[data-found]") || counted() : "";
    return true;
  }

  const words = (selector) => [...root.querySelectorAll(selector)].map((part) => part.textContent.trim()).join(" · ");

  // How much stands there, where the list does not say it of itself.
  function counted() {
    const lines = root.querySelectorAll(LINES).length;
    if (lines < 2) return lines === 0 ? said.dataset.none : said.dataset.one;
    return said.dataset.many.replace("2", String(lines));
  }

  const waits = (on) => (on ? root.setAttribute("aria-busy", "true") : root.removeAttribute("aria-busy"));

  // Fetches an address and shows it. how: "push", "replace" or "back" (the address bar is there already).
  async function go(to, { how = "push", sent = null, link = null, typed = false } = {}) {
    clearTimeout(resting);
    // What is being done is not broken off: what is shown next is to show it.
    await sending;
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    const sign = setTimeout(() => waits(true), PATIENCE);
    let leaves = false;
    const ordinary = () => {
      leaves = true;
      if (how === "back") location.reload();
      else location.assign(to);
    };
    try {
      const answer = await fetch(to, { headers: { accept: "text/html" }, credentials: "same-origin", signal: mine.signal });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asked !== mine) return;
      const page = answer.ok && answer.headers.get("content-type")?.startsWith("text/html");
      if (!page || new URL(answer.url).pathname !== location.pathname) return ordinary();
      const before = address();
      // First the address, so that what is drawn reads the right one.
      if (how === "push" && to !== before) history.pushState(null, "", to);
      else if (how === "replace") history.replaceState(null, "", to);
      if (!draw(fresh, sent, link)) return location.reload();
      shown = address();
      typing = typed;
    } catch (fault) {
      if (fault.name === "AbortError") return;
      // Nobody is thrown out of a word because the network stumbled: the next letter, or Enter, asks again.
      if (!typed) ordinary();
    } finally {
      clearTimeout(sign);
      if (asked === mine) {
        asked = null;
        waits(leaves);
      }
    }
  }

  // Whoever acted stays at the button pressed, or at what was acted upon where that has gone elsewhere on the page.
  function stay(action, button) {
    if (root.contains(document.activeElement)) return;
    const form = [...root.querySelectorAll("form[data-in-place]")].find((form) => form.getAttribute("action") === action);
    const like = form && [...form.querySelectorAll("button")].find((b) => b.name === button?.name && b.value === button.value);
    const next = like ?? form?.querySelector("select, button") ?? results();
    if (!next.matches("a, button, select")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  // An act that comes back to this page is done in place, one after the other. Its form acts once however often it is sent, so where anything
  // else comes back, a refusal or a question, it is sent again in the ordinary way, which shows that.
  async function send(form, button, before) {
    const action = form.getAttribute("action");
    // A button may send its form elsewhere: to be asked first, where there is something to ask.
    const to = button?.getAttribute("formaction") ?? action;
    const body = new URLSearchParams(new FormData(form, button));
    const ordinary = () => {
      // The act before it may have drawn the page anew, and a form that is not on the page sends nothing.
      if (!form.isConnected) {
        form.hidden = true;
        root.append(form);
      }
      delete form.dataset.sent;
      form.dataset.plain = "yes";
      form.requestSubmit(button);
    };
    // A list on its way was asked for before the act, and would show what was.
    clearTimeout(resting);
    asked?.abort();
    await before;
    const sign = setTimeout(() => waits(true), PATIENCE);
    try {
      const answer = await fetch(new URL(to, location.href), { method: "POST", body, headers: { accept: "text/html" }, credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.redirected) return ordinary();
      const here = new URL(answer.url);
      if (!answer.ok || here.pathname !== location.pathname) return location.assign(answer.url);
      history.replaceState(null, "", here.pathname + here.search);
      const bar = barOf(root);
      if (!draw(fresh, bar && wanted(bar).sent, null)) return location.reload();
      shown = address();
      said.textContent = words(".undo p, .notice[role=status] p") || said.textContent;
      stay(action, button);
    } catch {
      ordinary();
    } finally {
      clearTimeout(sign);
      waits(false);
    }
  }

  // What the bar would send, as a browser would.
  function wanted(bar, button) {
    const fields = new FormData(bar, button);
    const sent = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    // Not bar.action: a filter may be called so.
    const to = new URL(bar.getAttribute("action") ?? "", location.href);
    return { sent, path: to.pathname, to: `${to.pathname}?${sent}` };
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-in-place]") && !form.dataset.plain && !event.defaultPrevented) {
      event.preventDefault();
      const mine = send(form, event.submitter, sending).finally(() => {
        if (sending === mine) sending = null;
      });
      sending = mine;
      return;
    }
    if (form !== barOf(root) || event.defaultPrevented || event.submitter?.hasAttribute("formaction")) return;
    const { sent, path, to } = wanted(form, event.submitter);
    if (path !== location.pathname) return;
    event.preventDefault();
    // On a phone the keys would stand before what was found.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
    go(to, { sent });
  });

  function rest(event) {
    const bar = barOf(root);
    if (!bar?.contains(event.target) || !event.target.matches("input[type=search], input[type=text]") || event.isComposing) return;
    clearTimeout(resting);
    resting = setTimeout(() => {
      const { sent, path, to } = wanted(bar);
      if (path === location.pathname && to !== shown) go(to, { how: typing ? "replace" : "push", sent, typed: true });
    }, REST);
  }
  document.addEventListener("input", rest);
  // Some browsers say the end of a composition after its last input.
  document.addEventListener("compositionend", rest);
  root.addEventListener("focusout", () => {
    typing = false;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || !barOf(root) || !root.contains(link)) return;
    if (link.target || link.hasAttribute("download") || link.hash || link.origin !== location.origin) return;
    if (link.pathname !== location.pathname) return;
    event.preventDefault();
    const column = [...root.querySelectorAll("th[aria-sort] a")].indexOf(link);
    if (column >= 0) link.dataset.column = String(column);
    go(link.pathname + link.search, { link });
  });

  // A page brought back from memory waits for nothing.
  addEventListener("pageshow", () => waits(false));
  addEventListener("popstate", () => {
    if (address() !== shown) go(address(), { how: "back" });
  });
})();
