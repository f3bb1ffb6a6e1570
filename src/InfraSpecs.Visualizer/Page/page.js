"use strict";

const at = id => document.getElementById(id);
const words = { drain: "drained", pause: "paused" };

// An element with parts of the given classes, whose text is all that ever comes from the cluster.
function element(tag, className, ...parts) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...parts);
  return made;
}

const say = (within, selector, text) => {
  const part = within.querySelector(selector);
  if (part.textContent !== text) part.textContent = text;
  part.hidden = text === "";
};

const mark = (made, data) => {
  for (const [name, value] of Object.entries(data)) if (made.dataset[name] !== String(value)) made.dataset[name] = value;
};

// Makes a list's elements what the items are: those that stay are kept as they are, so that nobody who reads them loses the place.
function arrange(list, items, make, update) {
  list.known ??= new Map();
  const wanted = new Set(items.map(item => item.id));
  for (const [id, made] of list.known) {
    if (wanted.has(id)) continue;
    made.remove();
    list.known.delete(id);
  }
  let before = list.firstElementChild;
  for (const item of items) {
    let made = list.known.get(item.id);
    if (!made) list.known.set(item.id, made = make(item));
    if (made === before) before = before.nextElementSibling;
    else list.insertBefore(made, before);
    update(made, item);
  }
}

// Each service keeps the colour that it got first; neighbours are far apart on the wheel. The name stands beside it in any case.
const colours = new Map();

function colour(made, name) {
  if (!colours.has(name)) colours.set(name, colours.size * 137.5 % 360);
  made.style.setProperty("--hue", String(colours.get(name)));
}

function makeTask() {
  return element("li", "task",
    element("p", "line", element("span", "name"), " ", element("span", "state")),
    element("p", "image"), element("p", "trouble"));
}

function updateTask(made, task) {
  mark(made, { task: task.id, service: task.service, slot: task.slot ?? "", state: task.state });
  colour(made, task.service);
  say(made, ".name", task.slot === null ? task.service : `${task.service}.${task.slot}`);
  say(made, ".state", words[task.state] ?? task.state);
  say(made, ".image", task.image);
  say(made, ".trouble", task.trouble ?? "");
}

function makeService() {
  return element("li", "service",
    element("p", "line", element("strong", "name"), " ", element("span", "count")),
    element("p", "image"), element("p", "trouble"));
}

const progress = service => `${service.done} of ${service.wanted} ${service.mode.endsWith("job") ? "completed" : "running"}`;

function updateService(made, service) {
  mark(made, { service: service.name, done: service.done, wanted: service.wanted });
  colour(made, service.name);
  made.classList.toggle("short", service.done < service.wanted);
  say(made, ".name", service.name);
  say(made, ".count", progress(service));
  say(made, ".image", `${service.mode}, ${service.image}`);
  say(made, ".trouble", service.trouble ?? "");
}

function makeNode(node) {
  const name = element("h3", "name");
  name.id = `node-${node.id}`;
  const tasks = element("ul", "tasks");
  const made = element("article", "node",
    element("div", "title", name, element("span", "state")),
    element("p", "role"), element("p", "message"), tasks, element("p", "nothing"));
  made.setAttribute("aria-labelledby", name.id);
  return made;
}

function updateNode(made, node) {
  mark(made, { node: node.id, name: node.name, state: node.state, role: node.role });
  made.classList.toggle("idle", node.state === "drain" || node.state === "pause");
  made.classList.toggle("away", !["ready", "drain", "pause"].includes(node.state));
  say(made, ".name", node.name);
  say(made, ".title .state", words[node.state] ?? node.state);
  say(made, ".role", node.isLeader ? `${node.role}, leader` : node.role);
  say(made, ".message", node.message ?? "");
  say(made, ".nothing", node.tasks.length === 0 ? "No tasks." : "");
  const tasks = made.querySelector(".tasks");
  tasks.setAttribute("aria-label", `Tasks on ${node.name}`);
  tasks.hidden = node.tasks.length === 0;
  arrange(tasks, node.tasks, makeTask, updateTask);
}

const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function draw(view) {
  at("problem").hidden = !view.problem;
  if (at("problem").textContent !== (view.problem ?? "")) at("problem").textContent = view.problem ?? "";
  const tasks = view.nodes.flatMap(node => node.tasks);
  const running = tasks.filter(task => task.state === "running").length;
  at("summary").textContent = view.problem && view.nodes.length === 0 ? "The cluster cannot be read."
    : `${many(view.nodes.length, "node")}, ${many(view.services.length, "service")}, ${many(running, "running task")}`;
  arrange(at("services"), view.services, makeService, updateService);
  at("no-services").hidden = view.services.length > 0;
  arrange(at("pending-tasks"), view.pending, makeTask, updateTask);
  at("pending").hidden = view.pending.length === 0;
  arrange(at("nodes"), view.nodes, makeNode, updateNode);
}

// What changed, for who hears the page: a sentence for each node and service, once they have been still for a second.
const news = new Map();
let lastView = null;
let newsTimer = 0;

function tell(view) {
  const known = (items, id) => items.find(item => item.id === id);
  if (lastView !== null) {
    for (const node of view.nodes) {
      const was = known(lastView.nodes, node.id);
      if (!was) news.set(node.id, `${node.name} joined.`);
      else if (was.state !== node.state) news.set(node.id, `${node.name} is ${words[node.state] ?? node.state}.`);
    }
    for (const service of view.services) {
      const was = known(lastView.services, service.id);
      if (!was || was.done !== service.done || was.wanted !== service.wanted) news.set(service.id, `${service.name}: ${progress(service)}.`);
    }
    for (const was of [...lastView.nodes, ...lastView.services]) {
      if (!known(view.nodes, was.id) && !known(view.services, was.id)) news.set(was.id, `${was.name} is gone.`);
    }
    if (view.pending.length > 0 && lastView.pending.length !== view.pending.length) news.set("", `${many(view.pending.length, "task")} waiting for a node.`);
  }
  lastView = view;
  if (news.size === 0) return;
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => {
    at("news").textContent = [...news.values()].join(" ");
    news.clear();
  }, 1000);
}

// The browser connects again by itself, except where the server refused, or went without a word: the server says something every 5 s.
function connect() {
  const feed = new EventSource("/events");
  let silence = 0;
  const heard = () => {
    link("live", "Live");
    clearTimeout(silence);
    silence = setTimeout(again, 15000);
  };
  const again = () => {
    clearTimeout(silence);
    feed.close();
    link("lost", "Connection lost, trying again …");
    setTimeout(connect, 1000);
  };
  feed.addEventListener("view", event => {
    heard();
    const view = JSON.parse(event.data);
    draw(view);
    tell(view);
  });
  feed.addEventListener("alive", heard);
  feed.onerror = again;
}

function link(state, text) {
  mark(at("link"), { state });
  if (at("link").textContent !== text) at("link").textContent = text;
}

connect();
