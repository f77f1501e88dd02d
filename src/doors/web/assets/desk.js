// What scripts add: Shift three times leaves at once, and the answer stands beside the form as it is filled in.
// Everything works without them.
"use strict";
(() => {
  const leave = () => {
    document.body.hidden = true;
    window.location.replace("/exit");
  };
  // Shift alone, three times, with no other key between: capitals are typed with Shift too.
  let pressed = [];
  let alone = false;
  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) pressed = [];
  });
  document.addEventListener("pointerdown", () => { alone = false; pressed = []; });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    const now = Date.now();
    pressed = pressed.filter((at) => now - at < 5000).concat(now);
    if (pressed.length >= 3) leave();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-exit]")) return;
    event.preventDefault();
    leave();
  });
  // The answer is refined as the form is filled in. One that is older than what is typed says so at once, and where no newer
  // one comes it is taken away: nobody offers a home by it.
  let asking = 0;
  const typed = () => {
    const form = document.getElementById("referral");
    return form ? new URLSearchParams(new FormData(form)).toString() : "";
  };
  // What the answer on the page is the answer to.
  let answered = typed();
  const show = (name, shown) => {
    const told = document.getElementById(name);
    if (told) told.hidden = !shown;
  };
  const isOlder = () => {
    const answer = document.getElementById("answer");
    show("older", answer && answer.textContent.trim() !== "" && typed() !== answered);
  };
  document.addEventListener("input", (event) => {
    if (event.target.closest("#referral")) isOlder();
  });
  document.addEventListener("change", async (event) => {
    if (event.target.closest("#referral")) isOlder();
    const form = event.target.closest("form[data-answer]");
    const answer = document.getElementById("answer");
    if (!form || !answer) return;
    const mine = ++asking;
    const now = typed();
    let text;
    try {
      const body = new URLSearchParams(new FormData(form));
      const said = await fetch(form.dataset.answer, { method: "POST", body, signal: AbortSignal.timeout(10000) });
      if (said.ok) text = await said.text();
    } catch {
      // The connection is gone: what was typed stays, and the next change asks again.
    }
    if (mine !== asking) return;
    answer.innerHTML = text ?? "";
    answered = now;
    isOlder();
    show("none", text === undefined);
  });
  // What may be meant by a place that is not known, once nobody has typed for a moment.
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "places") return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      try {
        const body = new URLSearchParams(new FormData(event.target.form));
        const said = await fetch("/referral/places", { method: "POST", body });
        if (said.ok) document.getElementById("perhaps").innerHTML = await said.text();
      } catch {
        // The connection is gone: the page says so once something is sent.
      }
    }, 400);
  });
  // What takes a moment to work out stands on the page once it is there; until then a link leads to it.
  const later = () => {
    for (const place of document.querySelectorAll("[data-later]")) {
      const from = place.dataset.later;
      delete place.dataset.later;
      fetch(from).then(async (said) => {
        const page = new DOMParser().parseFromString(await said.text(), "text/html");
        const told = page.getElementById("looked-out");
        if (said.ok && told) place.replaceChildren(...told.childNodes);
      }).catch(() => {});
    }
  };
  later();
  let here = window.location.pathname;
  // A form is sent without leaving the page, so that a lost connection loses nothing; two taps are one.
  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const said = await fetch(form.getAttribute("action"), { method: "POST", body });
    // The desk itself cannot go on just now: what was typed stays, as where the connection is lost.
    if (said.status >= 500) throw new Error();
    const page = new DOMParser().parseFromString(await said.text(), "text/html");
    asking += 1;
    document.body.replaceWith(page.body);
    answered = typed();
    if (said.redirected) window.history.pushState(null, "", said.url);
    later();
    slide();
    here = window.location.pathname;
    const answer = body.get("do") === "see" && document.getElementById("answer");
    if (answer) answer.scrollIntoView();
    else window.scrollTo(0, 0);
    // Whoever hears the page, or has no pointer, is where it says what became of it.
    const told = document.querySelector(".wrong:not([hidden]), .done") ?? answer ?? document.querySelector("h1");
    if (!told) return;
    told.tabIndex = -1;
    told.focus({ preventScroll: Boolean(answer) });
  };
  // What is said where nothing came back stands beside the button that was tapped.
  const isLost = (button) => {
    const lost = document.getElementById("lost");
    lost.hidden = true;
    if (button) button.after(lost);
    lost.hidden = false;
    lost.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    if (!form.hasAttribute("data-keep")) {
      // The page may stay all the same: a file was sent, or the way elsewhere was stopped.
      setTimeout(() => { delete form.dataset.sent; }, 3000);
      return;
    }
    event.preventDefault();
    // What was said of the tap before is over.
    for (const told of document.querySelectorAll(".done, .wrong[role=alert]")) told.remove();
    try {
      await send(form, event.submitter);
    } catch {
      isLost(event.submitter);
    } finally {
      delete form.dataset.sent;
    }
  });
  // A slider beside a number: each moves the other, whichever page came without leaving this one.
  const slide = () => {
    for (const slider of document.querySelectorAll("input[type=range][data-of]")) {
      slider.value = document.getElementById(slider.dataset.of).value;
      slider.hidden = false;
    }
  };
  document.addEventListener("input", ({ target }) => {
    const number = target.dataset.of && document.getElementById(target.dataset.of);
    if (number) number.value = target.value;
    else if (target.id) document.querySelectorAll(`[data-of="${CSS.escape(target.id)}"]`).forEach((slider) => { slider.value = target.value; });
  });
  slide();
  // A run tells how far it is; when it has ended its page is asked for again.
  const run = document.querySelector("[data-progress]");
  if (run) {
    const bar = document.getElementById("far");
    const events = new EventSource(run.dataset.progress);
    events.addEventListener("message", (event) => {
      const far = JSON.parse(event.data);
      if (far.is !== "going") {
        events.close();
        return window.location.reload();
      }
      document.getElementById("what").textContent = far.of > 0 ? `${far.what}: ${far.done} of ${far.of}` : far.what;
      if (far.of > 0) {
        bar.max = far.of;
        bar.value = far.done;
      }
    });
  }
  // How long a hold still lasts, from when the page came: the phone's own clock may be wrong.
  const began = new WeakMap();
  setInterval(() => {
    for (const clock of document.querySelectorAll("[data-left]")) {
      if (!began.has(clock)) began.set(clock, Date.now());
      const left = Number(clock.dataset.left) - Math.floor((Date.now() - began.get(clock)) / 1000);
      const minutes = Math.ceil(left / 60);
      clock.textContent = left <= 0 ? "over: look again" : minutes > 1 ? `${minutes} minutes left` : `${left} seconds left`;
    }
  }, 1000);
  // A manager is told at once that a decision is asked, whichever page is open.
  // A browser has six lines to a desk: only the tab that is looked at holds one.
  const asked = document.querySelector("[data-asked]");
  if (asked) {
    const from = asked.dataset.asked;
    let before;
    let listening;
    const listen = () => {
      if (document.hidden) {
        listening?.close();
        listening = undefined;
        return;
      }
      if (listening) return;
      listening = new EventSource(from);
      listening.addEventListener("message", (event) => {
        const now = Number(event.data);
        const told = document.getElementById("asked");
        if (told && before !== undefined && now > before) told.hidden = false;
        before = now;
      });
    };
    document.addEventListener("visibilitychange", listen);
    listen();
  }
  // Back to a page that was left without leaving it; a way within a page is none.
  window.addEventListener("popstate", () => {
    if (window.location.pathname !== here) window.location.reload();
  });
})();
