"use strict";

const token = document.querySelector("meta[name=token]").content;
const main = document.getElementById("main");
const state = { route: [], text: "", filters: { service: "", errors: false, problems: false, metric: "" } };

/** Makes an element: h("td", { class: "number" }, "3"). Text only ever goes in as text. */
function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(c => c !== null && c !== undefined));
  return element;
}

/** What is asked for one view must not be drawn into the next. */
class Left extends Error {}

async function get(path) {
  const asked = state.route;
  const response = await fetch(path);
  if (!response.ok && response.status !== 404) throw new Error(`${response.status}`);
  const answer = response.status === 404 ? null : await response.json();
  if (asked !== state.route) throw new Left();
  return answer;
}

function notify(text, failed) {
  const note = h("p", { class: failed ? "bad" : null }, text);
  document.getElementById("notice").append(note);
  setTimeout(() => note.remove(), failed ? 15000 : 6000);
}

const duration = us => us < 1000 ? `${us} µs` : us < 1e6 ? `${(us / 1e3).toPrecision(3)} ms` : `${(us / 1e6).toPrecision(3)} s`;
const clock = date => date.toLocaleTimeString([], { hour12: false }) + "." + String(date.getMilliseconds()).padStart(3, "0");
const clockOf = us => clock(new Date(us / 1000));

/** "POST /sitrep.geo.v1.GeoLookupService/GetPlace" is "GeoLookupService/GetPlace" where room is short. */
const short = name => name.replace(/^(?:[A-Z]+ )?\/?(?:[a-z][\w-]*\.)+(\w+\/\w+)$/, "$1");

/** The same service has the same colour in every view. */
const services = [];
function colour(service) {
  if (!services.includes(service)) services.push(service);
  return `s${services.indexOf(service) % 6}`;
}
const chip = service => h("span", { class: `chip ${colour(service)}` }, service);

function table(caption, heads, rows, empty) {
  if (rows.length === 0) return h("p", { class: "quiet" }, empty);
  return h("div", { class: "scroll" }, h("table", { "aria-label": caption },
    h("thead", null, h("tr", null, heads.map(head => h("th", { scope: "col", class: head.number ? "number" : null }, head.text ?? head)))),
    h("tbody", null, rows)));
}

// Resources

function stateOf(resource) {
  if (resource.state === "Failed") return ["bad", "Failed"];
  if (resource.state === "Running" && resource.health === "Healthy") return ["good", "Healthy"];
  if (resource.state === "Running" && resource.health === "Unhealthy") return ["warn", "Running, not healthy"];
  if (resource.state === "Restarting") return ["bad", "Restarting"];
  if (resource.state === "Stopped") return ["", "Stopped"];
  return ["warn", resource.state];
}

async function execute(resource, command, button) {
  if (command.confirmation && !confirm(command.confirmation)) return;
  button.disabled = true;
  try {
    const response = await fetch(`api/resources/${resource.name}/commands/${command.name}`, { method: "POST", headers: { "X-LocalHosting-Token": token } });
    if (response.status === 403) { notify("The AppHost was started anew: reload the page.", true); return; }
    const result = await response.json();
    notify(result.message ?? `${command.displayName}: ${result.success ? "done" : "failed"}`, !result.success);
  } catch (e) {
    notify(`${command.displayName}: ${e.message}`, true);
  } finally {
    button.disabled = false;
    refresh();
  }
}

function resourceRow(resource) {
  const [kind, text] = stateOf(resource);
  return h("tr", null,
    h("td", null, h("a", { href: `#/resources/${resource.name}` }, resource.name), h("div", { class: "quiet" }, resource.kind)),
    h("td", null, h("span", { class: `state ${kind}` }, text, resource.healthMessage ? h("small", null, resource.healthMessage) : null)),
    h("td", { class: "mono" }, resource.endpoints.map(e => h("div", null, e))),
    h("td", { class: "number mono" }, resource.pid === null ? "" : String(resource.pid)),
    h("td", { class: "number" }, resource.kind === "project" ? String(resource.restarts) : ""),
    h("td", null, resource.commands.map(command => {
      const button = h("button", { type: "button", class: command.isHighlighted ? "highlighted" : null, title: command.description, "aria-label": `${command.displayName}: ${resource.name}` }, command.displayName);
      button.addEventListener("click", () => execute(resource, command, button));
      return button;
    })));
}

const resourceHeads = ["Name", "State", "Endpoints", { text: "Process", number: true }, { text: "Restarts", number: true }, "Commands"];

async function showResources() {
  const resources = await get("api/resources");
  return show(resources, () => [h("h1", null, "Resources"), table("Resources", resourceHeads, resources.map(resourceRow), "The application has no resources.")]);
}

async function showResource(name) {
  const resource = (await get("api/resources")).find(r => r.name === name);
  if (!resource) return show(name, () => [h("p", null, `There is no resource called ${name}.`)]);
  const existing = document.getElementById("log");
  const log = existing?.dataset.name === name ? existing : h("div", { id: "log", class: "log", role: "log", tabindex: "0", "aria-label": `Log of ${name}`, "data-name": name, "data-last": "0" });
  await appendLog(log, name);
  const fresh = show(resource, () => [
    h("p", null, h("a", { href: "#/resources" }, "All resources")),
    h("h1", null, name),
    table("Resource", resourceHeads, [resourceRow(resource)], ""),
    h("h2", null, "Log"),
    log,
  ]);
  if (fresh) log.scrollTop = log.scrollHeight;
}

async function appendLog(log, name) {
  const lines = await get(`api/resources/${name}/log?after=${log.dataset.last}`) ?? [];
  if (lines.length === 0) return;
  // Stays at the end for a reader who is there, and still for one who has scrolled up.
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  for (const line of lines)
    log.append(h("div", { class: line.isError ? "error" : null }, h("time", { datetime: line.time }, clock(new Date(line.time))), h("span", null, line.text)));
  while (log.childElementCount > 1000) log.firstElementChild.remove();
  log.dataset.last = String(lines.at(-1).number);
  if (atEnd) log.scrollTop = log.scrollHeight;
}

// Traces

function serviceFilter() {
  const select = h("select", { onchange: e => { state.filters.service = e.target.value; state.text = ""; refresh(); } },
    h("option", { value: "" }, "all services"), [...services].sort().map(s => h("option", { value: s, selected: s === state.filters.service }, s)));
  return h("label", null, "Service ", select);
}

function checkbox(label, key) {
  const box = h("input", { type: "checkbox", checked: state.filters[key], onchange: e => { state.filters[key] = e.target.checked; state.text = ""; refresh(); } });
  return h("label", null, box, ` ${label}`);
}

async function showTraces() {
  const traces = await get(`api/traces?service=${encodeURIComponent(state.filters.service)}&errors=${state.filters.errors}`);
  traces.forEach(t => t.services.forEach(colour));
  return show(traces, () => [
    h("h1", null, "Traces"),
    h("div", { class: "controls" }, serviceFilter(), checkbox("only with errors", "errors")),
    table("Traces, newest first", ["Start", "Operation", "Services", { text: "Spans", number: true }, { text: "Errors", number: true }, { text: "Duration", number: true }],
      traces.map(t => h("tr", null,
        h("td", { class: "mono" }, clockOf(t.startMicroseconds)),
        h("td", null, h("a", { href: `#/traces/${t.traceId}`, title: t.name }, short(t.name)), h("div", { class: "quiet" }, t.service)),
        h("td", null, t.services.map(chip)),
        h("td", { class: "number" }, String(t.spanCount)),
        h("td", { class: t.errorCount ? "number error" : "number" }, t.errorCount ? String(t.errorCount) : ""),
        h("td", { class: "number" }, duration(t.durationMicroseconds)))),
      "No trace yet. Submit a report and it will show up here within a second or two."),
  ]);
}

/** Spans in the order of a tree, each with its depth; a span whose parent has not arrived counts as a root. */
function asTree(spans) {
  const known = new Set(spans.map(s => s.spanId));
  const children = Map.groupBy(spans, s => known.has(s.parentId) ? s.parentId : "");
  const rows = [], pending = (children.get("") ?? []).map(span => ({ span, depth: 0 })).reverse();
  while (pending.length > 0) {
    const row = pending.pop();
    rows.push(row);
    pending.push(...(children.get(row.span.spanId) ?? []).map(span => ({ span, depth: row.depth + 1 })).reverse());
  }
  return rows;
}

const definitions = pairs => h("dl", null, pairs.flatMap(([key, value]) => [h("dt", null, key), h("dd", null, value)]));

function spanDetail(span, trace) {
  return h("div", { class: "detail" },
    span.error === null ? null : h("p", { class: "error" }, `Failed${span.error ? `: ${span.error}` : ""}`),
    definitions([
      ["service", `${span.service}${span.instance ? ` (${span.instance})` : ""}`], ["kind", span.kind], ["source", span.scope], ["start", `${duration(span.startMicroseconds - trace.summary.startMicroseconds)} into the trace`],
      ...Object.entries(span.attributes).sort(([a], [b]) => a < b ? -1 : 1),
    ]),
    span.events.length ? [h("h3", null, "Events"), span.events.map(e => definitions([[duration(e.timeMicroseconds - trace.summary.startMicroseconds), e.name], ...Object.entries(e.attributes)]))] : null,
    span.links.length ? [h("h3", null, "Links"), span.links.map(l => h("p", null, h("a", { class: "mono", href: `#/traces/${l.traceId}` }, l.traceId), h("span", { class: "mono quiet" }, ` span ${l.spanId}`)))] : null);
}

async function showTrace(id) {
  const trace = await get(`api/traces/${id}`);
  if (trace === null) return show(id, () => [h("p", null, h("a", { href: "#/traces" }, "All traces")), h("p", null, `The trace ${id} is not here: it has not arrived, or newer ones took its place.`)]);
  const { summary } = trace, whole = Math.max(1, summary.durationMicroseconds);
  summary.services.forEach(colour);
  return show(trace, () => [
    h("p", null, h("a", { href: "#/traces" }, "All traces")),
    h("h1", null, short(summary.name)),
    h("p", null, `${clockOf(summary.startMicroseconds)}, ${duration(summary.durationMicroseconds)}, ${summary.spanCount} spans${trace.droppedSpans ? ` and ${trace.droppedSpans} more that were not kept` : ""}`, h("br"), h("span", { class: "mono quiet" }, id)),
    h("p", null, summary.services.map(chip)),
    h("div", { class: "scale", "aria-hidden": "true" }, h("span"), h("span", { class: "marks" }, [0, .25, .5, .75, 1].map(f => h("span", null, duration(Math.round(whole * f))))), h("span", null, "Duration")),
    h("ol", { class: "waterfall", "aria-label": "Spans" }, asTree(trace.spans).map(({ span, depth }) => {
      const bar = h("div", { class: span.error === null ? "bar" : "bar failed" });
      bar.style.left = `${100 * (span.startMicroseconds - summary.startMicroseconds) / whole}%`;
      bar.style.width = `${100 * span.durationMicroseconds / whole}%`;
      const name = h("span", { class: "name", title: `${span.service} ${span.name}` }, h("span", { class: "service" }, span.service), short(span.name), span.error === null ? null : h("span", { class: "error" }, " failed"));
      name.style.paddingLeft = `${Math.min(depth, 16) * 1.1}rem`;
      const details = h("details", { class: colour(span.service) }, h("summary", null, name, h("span", { class: "track", "aria-hidden": "true" }, bar), h("span", { class: "duration" }, duration(span.durationMicroseconds))));
      // Filled when opened: a trace of thousands of spans is drawn without thousands of lists.
      details.addEventListener("toggle", () => { if (details.open && details.childElementCount === 1) details.append(spanDetail(span, trace)); });
      return h("li", null, details);
    })),
    h("h2", null, "Logs of this trace"),
    logTable(trace.logs.slice().reverse(), "No log record belongs to this trace."),
  ]);
}

// Logs and metrics

const logTable = (records, empty) => table("Log records", ["Time", "Service", "Level", "Message", "Trace"], records.map(r => h("tr", null,
  h("td", { class: "mono" }, clockOf(r.timeMicroseconds)),
  h("td", null, chip(r.service)),
  h("td", { class: r.isProblem ? "error" : null }, r.severity),
  h("td", { class: "wrap" }, r.body, h("div", { class: "quiet" }, r.category)),
  h("td", { class: "mono" }, r.traceId ? h("a", { href: `#/traces/${r.traceId}` }, r.traceId.slice(0, 8)) : ""))), empty);

async function showLogs() {
  const records = await get(`api/logs?service=${encodeURIComponent(state.filters.service)}&problems=${state.filters.problems}`);
  records.forEach(r => colour(r.service));
  return show(records, () => [
    h("h1", null, "Logs"),
    h("div", { class: "controls" }, serviceFilter(), checkbox("only warnings and errors", "problems")),
    logTable(records, "No log record yet."),
  ]);
}

const number = value => value === null ? "" : Number.isInteger(value) ? value.toLocaleString("en") : value.toPrecision(4);

async function showMetrics() {
  const all = await get("api/metrics"), wanted = state.filters.metric.toLowerCase();
  all.forEach(m => colour(m.service));
  // What the application measures of itself stands before what its frameworks do.
  const framework = m => /^(aspnetcore|dotnet|dns|http|kestrel|signalr)\./.test(m.name) ? 1 : 0;
  const metrics = all.sort((a, b) => framework(a) - framework(b)).filter(m => `${m.service} ${m.name}`.toLowerCase().includes(wanted));
  const rows = metrics.map(m => h("tr", null,
    h("td", null, chip(m.service)),
    h("td", null, h("span", { title: m.description }, m.name), h("div", { class: "quiet mono wrap" }, Object.entries(m.attributes).map(([k, v]) => `${k}=${v}`).join(" "))),
    h("td", { class: "number" }, m.kind === "histogram" ? number(m.count) : number(m.value)),
    h("td", { class: "number" }, m.perSecond === null || m.perSecond === undefined ? "" : number(Math.round(m.perSecond * 10) / 10)),
    h("td", { class: "number" }, m.kind === "histogram" ? number(m.value) : ""),
    h("td", { class: "number" }, number(m.p50)), h("td", { class: "number" }, number(m.p95)),
    h("td", { class: "quiet" }, m.unit)));
  const body = () => table("Current values", ["Service", "Instrument", { text: "Value or count", number: true }, { text: "Per second", number: true }, { text: "Mean", number: true }, { text: "Median", number: true }, { text: "95 %", number: true }, "Unit"], rows, "No metric matches.");
  const filter = document.getElementById("metric-filter");
  if (filter) {
    // The field keeps its focus while the values below it change.
    if (changed(metrics)) document.getElementById("values").replaceChildren(body());
    return false;
  }
  return show(metrics, () => [
    h("h1", null, "Metrics"),
    h("div", { class: "controls" }, h("label", null, "Filter ", h("input", { type: "search", id: "metric-filter", value: state.filters.metric, oninput: e => { state.filters.metric = e.target.value; refresh(); } }))),
    h("div", { id: "values" }, body()),
  ]);
}

// The page as a whole

function changed(data) {
  const text = JSON.stringify(data);
  if (text === state.text) return false;
  state.text = text;
  return true;
}

/** Draws only what changed, and puts focus and open details back where they were. */
function show(data, draw) {
  if (!changed(data)) return false;
  const scroll = window.scrollY;
  const open = new Set([...main.querySelectorAll("details")].flatMap((d, i) => d.open ? [i] : []));
  const focused = main.contains(document.activeElement) ? [...main.querySelectorAll("a, button, select, input, summary, [tabindex]")].indexOf(document.activeElement) : -1;
  main.replaceChildren(...draw().flat());
  [...main.querySelectorAll("details")].forEach((d, i) => { d.open = open.has(i); });
  if (focused >= 0) main.querySelectorAll("a, button, select, input, summary, [tabindex]")[focused]?.focus({ preventScroll: true });
  window.scrollTo(0, scroll);
  return true;
}

const views = { resources: name => name ? showResource(name) : showResources(), traces: id => id ? showTrace(id) : showTraces(), logs: showLogs, metrics: showMetrics };

async function refresh() {
  try {
    await (views[state.route[0]] ?? views.resources)(state.route[1]);
    document.getElementById("connection").textContent = "";
  } catch (e) {
    if (!(e instanceof Left)) document.getElementById("connection").textContent = "The AppHost does not answer.";
  }
}

function navigate() {
  const route = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  state.route = views[route[0]] ? route : ["resources"];
  state.text = "";
  main.replaceChildren();
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${state.route[0]}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${state.route[1] ?? state.route[0][0].toUpperCase() + state.route[0].slice(1)} · Local hosting`;
  window.scrollTo(0, 0);
  refresh();
}

window.addEventListener("hashchange", () => { if (location.hash.startsWith("#/")) navigate(); else main.focus(); });
setInterval(() => { if (!document.hidden && !document.getSelection()?.toString()) refresh(); }, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
navigate();
