// The forms of /ui. Everything shown comes through the API and is set as text, never as markup.

const byId = (id) => document.getElementById(id);

// An element: el("p", {class: "quiet"}, "text", otherElement).
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

function show(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter((child) => child != null));
}

// ---- The API --------------------------------------------------------------------------------

class Refusal extends Error {
  constructor(problem, status) {
    super(problem.detail || `The server answered ${status}`);
    this.problem = problem;
    this.status = status;
  }
}

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(method, path, body, headers = {}) {
  const token = sessionStorage.getItem("token");
  const options = { method, headers: { Accept: "application/json", ...headers } };
  if (token) options.headers.Authorization ??= `Bearer ${token}`;
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal({ title: "No answer", detail: "The server cannot be reached" }, 0);
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    answer = { detail: "The server's answer is not JSON" };
  }
  if (response.status === 401 && path !== "/auth/login") askWho(answer.detail);
  if (!response.ok) throw new Refusal(answer, response.status);
  return { answer, tag: response.headers.get("ETag") };
}

function askWho(why) {
  byId("access").hidden = false;
  if (why) byId("access-why").textContent = why;
  byId("username").focus();
}

// The token lives as long as the tab does.
function become(token) {
  if (token) sessionStorage.setItem("token", token);
  else sessionStorage.removeItem("token");
  byId("leave").hidden = !token;
  byId("access").hidden = true;
  byId("login-form").hidden = false;
  byId("own-form").hidden = true;
  for (const id of ["token", "password", "new_password"]) byId(id).value = "";
}

// Who logged in with a one-time password: the name, the password and the token, which is good for
// setting another password and nothing else.
let newcomer = null;

function askForOwnPassword(username, password, token) {
  newcomer = { username, password, token };
  byId("login-form").hidden = true;
  byId("own-form").hidden = false;
  byId("new_password").focus();
}

async function setOwnPassword(wanted) {
  const { username, password, token } = newcomer;
  await ask("POST", "/auth/password", { current_password: password, new_password: wanted },
    { Authorization: `Bearer ${token}` });
  const { answer } = await ask("POST", "/auth/login", { username, password: wanted });
  newcomer = null;
  become(answer.access_token);
  route();
}

// ---- Small pieces ---------------------------------------------------------------------------

const WORDS = {
  CLEAR: "Clear", REVIEW: "A person must look", APPROVE: "Approve", REFER: "A person must decide",
  DECLINE: "Decline", REVIEW_STANDARD: "Review", REVIEW_URGENT: "Review at once",
  REQUEST_INFO: "Ask for what is missing", as_listed: "As the list says", different: "Something else",
};
const TONES = { CLEAR: "good", APPROVE: "good", REVIEW: "warn", REFER: "warn", DECLINE: "bad" };

const word = (code) => WORDS[code] ?? sentence(code);
const sentence = (code) => {
  const text = String(code).replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

// The sentences of the contract for the reason codes of screening, by code.
const REASONS = new Map();
const reason = (code) => REASONS.get(code) ?? sentence(code);

const percent = (value) => `${(value * 100).toFixed(1)} %`;
const pounds = (value) => `£${Number(value).toLocaleString("en-GB", { minimumFractionDigits: 2 })}`;
const moment = (text) => (text ? text.replace("T", " ").slice(0, 16) + " UTC" : "");

function facts(rows) {
  return el("dl", { class: "facts" }, rows.filter(([, value]) => value != null && value !== "")
    .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function table(caption, head, rows) {
  return el("div", { class: "wide", role: "region", tabindex: "0", "aria-label": caption },
    el("table", {},
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) =>
        el("td", typeof cell === "number" ? { class: "number" } : {},
          typeof cell === "number" ? String(cell) : cell)))))));
}

function list(items) {
  return el("ul", { class: "plain" }, items.map((item) => el("li", {}, item)));
}

function raw(title, value) {
  return el("details", {}, el("summary", {}, title),
    el("pre", { tabindex: "0" }, el("code", {}, JSON.stringify(value, null, 2))));
}

// Contributions to the log-odds, the largest first.
function contributions(values) {
  const rows = Object.entries(values).filter(([, value]) => value !== 0)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  return table("Contributions to the log-odds", ["Feature", "Log-odds"],
    rows.map(([name, value]) => [sentence(name), value]));
}

// A problem document, its field errors also beside the inputs they are about.
function refusal(error, form) {
  if (!(error instanceof Refusal)) throw error;
  const { problem } = error;
  const left = [];
  for (const fault of problem.errors ?? []) {
    const field = form?.elements.namedItem(fault.pointer.split("/").pop());
    if (field) mark(field, fault.detail);
    else left.push(fault.pointer ? `${fault.pointer}: ${fault.detail}` : fault.detail);
  }
  form?.querySelector("[aria-invalid]")?.focus();
  return el("div", { class: "panel problem", role: "alert" },
    el("p", { class: "verdict bad" }, problem.title ?? "Refused"),
    el("p", {}, error.message),
    left.length > 1 || (left.length === 1 && left[0] !== error.message) ? list(left) : null,
    el("p", { class: "quiet" },
      [problem.code, problem.request_id && `request ${problem.request_id}`].filter(Boolean).join(", ")));
}

function mark(field, detail) {
  const id = `${field.id}-fault`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id]
    .filter(Boolean).join(" "));
  field.parentElement.append(el("span", { class: "fault", id }, detail));
}

function clearMarks(form) {
  for (const fault of form.querySelectorAll(".fault")) fault.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const left = (field.getAttribute("aria-describedby") ?? "").split(" ")
      .filter((id) => id && !id.endsWith("-fault"));
    if (left.length) field.setAttribute("aria-describedby", left.join(" "));
    else field.removeAttribute("aria-describedby");
  }
}

// Runs `work` when the form is sent, one at a time, and shows what came of it.
function onSend(form, place, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button.main");
    clearMarks(form);
    button.disabled = true;
    try {
      show(place, await work(new FormData(form)));
    } catch (error) {
      show(place, refusal(error, form));
    } finally {
      button.disabled = false;
    }
  });
}

// ---- Screening ------------------------------------------------------------------------------

function screenRequest(data) {
  const request = {};
  const subject = {};
  for (const [name, value] of data) {
    const text = value.trim();
    if (!text) continue;
    if (name === "customer_id") request.customer_id = text;
    else subject[name] = /^(nationality|residence_country)$/.test(name) ? text.toUpperCase() : text;
  }
  if (Object.keys(subject).length > 0) {
    request.subject = subject;
    subject.name ??= "";
  }
  return request;
}

function screening(answer, request) {
  return [
    el("div", { class: "panel" },
      el("p", { class: `verdict ${TONES[answer.decision]}` }, word(answer.decision)),
      facts([
        ["What to do", word(answer.recommended_action)],
        ["Best match", `${percent(answer.match_probability)}, threshold ${percent(answer.threshold_used)}`],
        ["Severity", answer.risk_severity],
        ["Priority", answer.case_priority],
        ["Confidence", answer.match_confidence_band],
        ["Why", answer.reason_codes.length ? list(answer.reason_codes.map(reason)) : null],
        ["Not known", answer.missing_fields.map(sentence).join(", ")],
        ["Case", answer.case_id ? el("a", { href: `#case/${answer.case_id}` }, answer.case_id) : null],
        ["Policy", `${answer.policy.version}, model ${answer.model.name} ${answer.model.version}`],
        ["Decision", answer.decision_id],
      ])),
    followUp(answer.follow_up, request),
    answer.matches.length ? el("h3", {}, "Matches, best first") : null,
    answer.matches.length ? table("Matches", ["Entry", "List", "Probability", "Why"],
      answer.matches.map((match) => [
        [match.candidate_name, el("br"), el("small", {}, match.candidate_id)],
        sentence(match.list_type), percent(match.score), list(match.reasons.map(reason)),
      ])) : el("p", {}, "No entry of the list resembles the name."),
    answer.matches.length ? el("details", {}, el("summary", {}, "How the best match was scored"),
      facts([
        ["Listed name", answer.matches[0].evidence.matched_name],
        ["Words that agree", answer.matches[0].evidence.aligned
          .map((pair) => `${pair.query} = ${pair.listed} (${pair.credit})`).join("; ")],
        ["Only asked", answer.matches[0].evidence.query_words_left.join(" ")],
        ["Only listed", answer.matches[0].evidence.listed_words_left.join(" ")],
        ["Log-odds", String(answer.matches[0].log_odds)],
      ]), contributions(answer.matches[0].contributions)) : null,
    raw("The whole answer", answer),
  ];
}

// The one question that would decide; the answer screens again.
function followUp(question, request) {
  if (!question) return null;
  const form = el("form", { autocomplete: "off" },
    el("div", { class: "field" },
      el("label", { for: "follow-up" }, question.question),
      el("input", { id: "follow-up", name: question.field, spellcheck: "false" })),
    el("div", { class: "actions" }, el("button", { class: "main" }, "Screen again")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = form.elements.namedItem(question.field).value.trim();
    if (!value || !request.subject) return;
    byId("screen-form").elements.namedItem(question.field).value = value;
    byId("screen-form").requestSubmit();
  });
  return el("div", { class: "panel" }, el("h3", {}, "One question would decide"),
    request.subject ? form : el("p", {}, question.question),
    table("What each answer leads to", ["Answer", "Probability", "Decision"],
      question.outcomes.map((outcome) =>
        [word(outcome.answer), percent(outcome.match_probability), word(outcome.decision)])));
}

// ---- Credit ---------------------------------------------------------------------------------

const TEXTS = new Set(["employment_status"]);

function creditRequest(data) {
  const id = data.get("application_id").trim();
  const application = {};
  let given = false;
  for (const [name, value] of data) {
    const text = value.trim();
    if (name === "application_id" || !text) continue;
    const number = Number(text.replaceAll(",", ""));
    application[name] = TEXTS.has(name) || Number.isNaN(number) ? text : number;
    given ||= !TEXTS.has(name);
  }
  const request = {};
  if (id) request.application_id = id;
  if (given || !id) request.application = application;
  return request;
}

function affordabilityRow(name, test, format) {
  return [name, test.value == null ? "no income" : format(test.value), format(test.limit),
    el("span", { class: test.passed ? "good" : "bad" }, test.passed ? "passed" : "not passed")];
}

function credit(answer) {
  const { affordability } = answer;
  return [
    el("div", { class: "panel" },
      el("p", { class: `verdict ${TONES[answer.decision]}` }, word(answer.decision)),
      facts([
        ["Default within a year", percent(answer.pd_12m)],
        ["APR", answer.apr_percent == null ? null
          : `${answer.apr_percent.toFixed(1)} %${answer.decision === "REFER" ? " (indicative)" : ""}`],
        ["Instalment", `${pounds(answer.monthly_payment_gbp)} a month`],
        ["Last instalment", pounds(answer.last_payment_gbp)],
        ["In all", pounds(answer.total_payable_gbp)],
        ["Why", answer.reason_codes.length ? list(answer.reason_codes.map((reason) => reason.text)) : null],
        ["Rules taken", answer.branches.map(sentence).join("; ")],
        ["Case", answer.case_id ? el("a", { href: `#case/${answer.case_id}` }, answer.case_id) : null],
        ["Policy", `${answer.policy.version}, model ${answer.model.name} ${answer.model.version}`],
        ["Decision", answer.decision_id],
      ]),
      answer.warnings.length ? list(answer.warnings.map((warning) => warning.text)) : null),
    el("h3", {}, "Can it be afforded?"),
    table("Affordability", ["Test", "Value", "Limit", ""], [
      affordabilityRow("Left a month after stress", affordability.disposable_gbp, pounds),
      affordabilityRow("Instalment of income", affordability.payment_to_income, percent),
      affordabilityRow("Outgoings and instalment of income", affordability.debt_to_income, percent),
    ]),
    el("details", {}, el("summary", {}, "How the probability came about"),
      contributions(answer.contributions)),
    raw("The whole answer", answer),
  ];
}

// ---- Cases ----------------------------------------------------------------------------------

async function listCases(data) {
  const filters = new URLSearchParams([...data].map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value));
  const place = el("div");
  await addCases(place, filters);
  return place;
}

async function addCases(place, filters) {
  const { answer } = await ask("GET", `/cases?${filters}`);
  if (answer.items.length === 0 && !place.hasChildNodes()) {
    place.append(el("p", {}, "No case is like that."));
  }
  if (answer.items.length > 0) {
    place.append(table("Cases", ["Case", "Status", "Priority", "Due", "Subject", "Decision", "Score"],
      answer.items.map((item) => [
        el("a", { href: `#case/${item.case_id}` }, `…${item.case_id.slice(-12)}`),
        sentence(item.status), `${item.priority} ${item.severity}`, moment(item.due_at),
        item.entity_name ?? "(erased)", word(item.decision), percent(item.risk_score),
      ])));
  }
  if (answer.next_cursor) {
    const more = new URLSearchParams(filters);
    more.set("cursor", answer.next_cursor);
    const button = el("button", { type: "button", click: async () => {
      button.remove();
      try {
        await addCases(place, more);
      } catch (error) {
        place.append(refusal(error));
      }
    } }, "More");
    place.append(button);
  }
}

const ACTIONS = {
  assign: { title: "Assign", fields: [["assignee", "To", "me, or user:…"]] },
  comment: { title: "Comment", path: "comments", fields: [["text", "Comment"]] },
  decide: { title: "Decide", fields: [["disposition", "Finding"], ["reason", "Reason"]] },
  approve: { title: "Approve", fields: [["reason", "Reason", "may be empty"]] },
  reject: { title: "Send back", fields: [["reason", "Reason"]] },
  escalate: { title: "Escalate", fields: [["reason", "Reason"]] },
  close: { title: "Close", fields: [["reason", "Reason", "may be empty"]] },
  reopen: { title: "Reopen", fields: [["reason", "Reason"]] },
};
const FINDINGS = {
  screen: ["TRUE_MATCH", "FALSE_POSITIVE", "INCONCLUSIVE"],
  credit: ["APPROVE", "DECLINE"],
};

async function showCase(id) {
  const place = byId("case-result");
  byId("case-title").textContent = `Case ${id}`;
  show(place, el("p", { class: "quiet" }, "Reading …"));
  try {
    const { answer, tag } = await ask("GET", `/cases/${encodeURIComponent(id)}`);
    show(place, caseDetail(answer, tag));
  } catch (error) {
    show(place, refusal(error));
  }
}

function caseDetail({ case: record, events, allowed_actions: allowed }, tag) {
  const evidence = el("div");
  return [
    el("div", { class: "panel" },
      el("p", { class: "verdict" }, sentence(record.status)),
      facts([
        ["Subject", record.entity_name ?? "(not named, or erased)"],
        ["Id of the subject", record.subject_id],
        ["Decision", `${word(record.decision)}, score ${percent(record.risk_score)}`],
        ["Severity", `${record.severity}, ${record.priority}`],
        ["Due", `${moment(record.due_at)}${record.overdue ? " (overdue)" : ""}`],
        ["Opened", moment(record.created_at)],
        ["Closed", moment(record.closed_at)],
        ["Assigned to", record.assignee],
        ["Finding", record.disposition && `${sentence(record.disposition)}, by ${record.maker}`],
      ]),
      el("button", { type: "button", click: () => showEvidence(record, evidence) }, "Show the evidence")),
    evidence,
    el("h3", {}, "What you may do"),
    allowed.length ? allowed.map((action) => actionForm(action, record, tag))
      : el("p", {}, "Nothing, in this status and with your role."),
    el("h3", {}, "What happened"),
    table("Events", ["When", "Who", "What", "Text"], events.map((event) => [
      moment(event.at), event.actor,
      event.from_status && event.from_status !== event.to_status
        ? `${sentence(event.action)}: ${sentence(event.from_status)} → ${sentence(event.to_status)}`
        : sentence(event.action),
      event.text ?? "",
    ])),
  ];
}

async function showEvidence(record, place) {
  try {
    const { answer } = await ask("GET", `/decisions/${record.decision_id}`);
    if (!answer.bundle) {
      show(place, el("p", {}, `Erased on ${moment(answer.erased_at)}; the outcome remains.`));
      return;
    }
    const decision = { ...answer.bundle.decision, decision_id: answer.decision_id, case_id: null };
    show(place, record.domain === "screen" ? screening({ ...decision, follow_up: null }, {})
      : credit(decision));
  } catch (error) {
    show(place, refusal(error));
  }
}

function actionForm(action, record, tag) {
  const { title, fields, path = action } = ACTIONS[action];
  const fault = el("div");
  const form = el("form", { autocomplete: "off", novalidate: true },
    fields.map(([name, label, hint]) => {
      const id = `${action}-${name}`;
      const input = name === "disposition"
        ? el("select", { id, name }, FINDINGS[record.domain].map((finding) =>
          el("option", { value: finding }, sentence(finding))))
        : el("input", { id, name, "aria-describedby": hint ? `${id}-hint` : null });
      return el("div", { class: "field" }, el("label", { for: id }, label), input,
        hint ? el("span", { class: "hint", id: `${id}-hint` }, hint) : null);
    }),
    el("div", { class: "actions" }, el("button", { class: "main" }, title)));
  onSend(form, fault, async (data) => {
    const body = {};
    for (const [name, value] of data) if (value.trim()) body[name] = value.trim();
    await ask("POST", `/cases/${encodeURIComponent(record.case_id)}/${path}`, body,
      { "If-Match": tag, "Idempotency-Key": randomKey() });
    await showCase(record.case_id);
    return [];
  });
  return el("details", { class: "panel" }, el("summary", {}, title), form, fault);
}

// ---- Pages ----------------------------------------------------------------------------------

const PAGES = ["screen", "credit", "cases", "case"];

function route() {
  const [page, id] = (location.hash.slice(1) || "screen").split("/");
  const name = PAGES.includes(page) ? page : "screen";
  for (const one of PAGES) byId(`page-${one}`).hidden = one !== name;
  for (const link of document.querySelectorAll(".tabs a")) {
    const target = link.getAttribute("href").slice(1);
    if (target === name || (target === "cases" && name === "case")) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  if (name === "cases") byId("cases-form").requestSubmit();
  if (name === "case") showCase(decodeURIComponent(id ?? ""));
}

async function introduce() {
  try {
    const contract = await ask("GET", "/openapi.json");
    for (const row of contract.answer.components.schemas.ScreeningReasonCode["x-codes"]) {
      REASONS.set(row.code, row.text);
    }
    const { answer } = await ask("GET", "/health");
    byId("synthetic").hidden = answer.synthetic !== true;
    byId("server").textContent = [
      answer.version_stamp, `pack ${answer.pack_id}`,
      answer.fincrime_data_version, answer.credit_data_version,
      answer.status === "ok" ? null : answer.status,
    ].filter(Boolean).join(" · ");
  } catch (error) {
    byId("server").textContent = error.message;
  }
}

async function start() {
  for (const status of ["OPEN", "IN_REVIEW", "ESCALATED", "PENDING_APPROVAL", "DECIDED", "CLOSED"]) {
    byId("status").append(el("option", { value: status }, sentence(status)));
  }
  onSend(byId("screen-form"), byId("screen-result"), async (data) => {
    const request = screenRequest(data);
    const { answer } = await ask("POST", "/screen", request, { "Idempotency-Key": randomKey() });
    return screening(answer, request);
  });
  onSend(byId("credit-form"), byId("credit-result"), async (data) => {
    const { answer } = await ask("POST", "/credit/apply", creditRequest(data),
      { "Idempotency-Key": randomKey() });
    return credit(answer);
  });
  onSend(byId("cases-form"), byId("cases-result"), listCases);
  onSend(byId("login-form"), byId("login-result"), async (data) => {
    const { answer } = await ask("POST", "/auth/login", Object.fromEntries(data));
    if (answer.must_change_password) {
      askForOwnPassword(data.get("username"), data.get("password"), answer.access_token);
    } else {
      become(answer.access_token);
      route();
    }
    return [];
  });
  onSend(byId("own-form"), byId("login-result"), async (data) => {
    await setOwnPassword(data.get("new_password"));
    return [];
  });
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    become(byId("token").value.trim());
    route();
  });
  byId("leave").addEventListener("click", () => {
    become(null);
    location.reload();
  });
  byId("leave").hidden = !sessionStorage.getItem("token");
  addEventListener("hashchange", route);
  await introduce();
  route();
}

start();
