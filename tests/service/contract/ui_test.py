#!/usr/bin/env python3
"""The page at /ui, used as a person uses it: forms, results, errors, cases; with names that are
markup, on a narrow screen, in the dark."""

import json
import os
import re
import sys

import browser
import support

# Burmese cannot be matched, so a person must look whatever the list holds.
HOSTILE = "<img src=x onerror=alert(1)> မောင်"
PASSWORD = "a long enough sentence 7"
PAGES = ("/ui#screen", "/ui#credit", "/ui#cases")


class Visitor:
    def __init__(self, page, server, pictures):
        self.page = page
        self.server = server
        self.address = f"http://127.0.0.1:{server.port}"
        self.pictures = pictures
        self.wrong = []

    def check(self, good, what):
        if not good:
            self.wrong.append(what)

    def picture(self, name):
        if self.pictures:
            self.page.screenshot(os.path.join(self.pictures, name + ".png"))

    def open(self, place):
        """Opens a page and waits until its script has shown it."""
        self.page.open(self.address + place)
        if place.startswith("/ui"):
            self.page.wait_for("document.querySelector('section[id^=page]:not([hidden])')")

    def fill(self, **values):
        for name, value in values.items():
            self.page.on(f"document.getElementById({name!r})", f"it.value = {json.dumps(value)}")

    def send(self, form, wait):
        self.page.on(f"document.querySelector('#{form}-result')", "it.replaceChildren()")
        self.page.on(f"document.querySelector('#{form}-form')", "it.requestSubmit()")
        self.page.wait_for(wait)

    def submit(self, field):
        """The form that a field is in."""
        self.page.on(f"document.getElementById({field!r})?.form", "it.requestSubmit()")

    def text(self, selector):
        self.page.wait_for(f"document.querySelector({selector!r})")
        return self.page.evaluate(f"document.querySelector({selector!r}).innerText")

    def screening(self):
        self.open("/ui")
        self.fill(customer_id="C_000049")
        self.send("screen", "document.querySelector('#screen-result .verdict')")
        shown = self.text("#screen-result")
        for part in ("A person must look", "TomasVaitkus", "All words of both names agree", "Adverse media"):
            self.check(part in shown, f"a screening does not show {part!r}: {shown[:800]}")
        self.check(re.search(r"Best match\n99\.\d %, threshold 72\.0 %", shown),
                   f"a screening does not show its score: {shown[:800]}")
        self.picture("screening")

    def follow_up(self):
        self.open("/ui")
        self.fill(name="A Davies")
        self.send("screen", "document.querySelector('#follow-up')")
        self.picture("follow_up")
        self.fill(**{"follow-up": "1931-05-06"})
        self.submit("follow-up")
        self.page.wait_for("!document.querySelector('#follow-up')"
                           " && document.querySelector('#screen-result .verdict')")
        self.check(self.page.evaluate("document.getElementById('dob').value") == "1931-05-06",
                   "the answer to the follow-up question is not part of the next screening")

    def markup_in_a_name(self):
        self.open("/ui")
        self.fill(name=HOSTILE)
        self.send("screen", "document.querySelector('#screen-result .verdict')")
        case = self.page.evaluate(
            "document.querySelector('#screen-result a[href^=\"#case/\"]')?.getAttribute('href')")
        self.check(case is not None, "the hostile name opened no case")
        for place in (case or "#cases", "#cases"):
            self.open("/ui" + place)
            self.page.wait_for("document.body.innerText.includes('<img src=x')")
            self.check(not self.page.evaluate("document.querySelector('img')"),
                       f"{place}: a name became markup")
        return case

    def refused(self):
        self.open("/ui")
        self.fill(name="Amelia Davies", dob="1990-02-30")
        self.send("screen", "document.querySelector('#screen-result .problem')")
        self.check("must be a date of birth" in self.text("#page-screen"), "a bad date of birth is not explained")
        self.check(self.page.evaluate(
            "document.getElementById('dob').getAttribute('aria-invalid') === 'true'"),
            "the bad field is not marked")
        self.picture("refused")

    def credit(self):
        self.open("/ui#credit")
        self.fill(application_id="A_002945")
        self.send("credit", "document.querySelector('#credit-result .verdict')")
        shown = self.text("#credit-result")
        for part in ("Decline", "60.0 %", "Excessive obligations", "not passed"):
            self.check(part in shown, f"a credit decision does not show {part!r}: {shown[:800]}")
        self.picture("credit")
        self.open("/ui#credit")
        self.send("credit", "document.querySelector('#credit-result .problem')")

    def case(self, address):
        self.open("/ui" + address)
        self.page.wait_for("document.querySelector('#comment-text')")
        self.fill(**{"comment-text": "Looked at <b>twice</b>"})
        self.submit("comment-text")
        self.page.wait_for("document.body.innerText.includes('Looked at <b>twice</b>')")
        self.submit("assign-assignee")
        self.page.wait_for("document.querySelector('#case-result .verdict')?.innerText === 'In review'")
        button = "Array.from(document.querySelectorAll('button')).find(b => b.innerText === 'Show the evidence')"
        self.page.on(button, "it.click()")
        self.page.wait_for("document.body.innerText.includes('Matches, best first')")
        self.picture("case")

    def looks(self):
        for scheme in ("light", "dark"):
            self.page.prefer(scheme)
            self.page.resize(360)
            for place in (*PAGES, "/docs"):
                self.open(place)
                self.page.wait_for("document.querySelector('h1')")
                width = self.page.evaluate("document.documentElement.scrollWidth")
                self.check(width <= 360, f"{place} is {width} pixels wide on a screen of 360")
                self.picture(f"{place.strip('/').replace('#', '_')}_{scheme}")
        dark = self.page.evaluate("getComputedStyle(document.body).backgroundColor")
        self.check(dark == "rgb(18, 22, 27)", f"in the dark the page is {dark}")
        self.page.prefer("light")
        self.page.resize(1000)

    def labels(self):
        self.open("/ui")
        nameless = self.page.evaluate(
            "Array.from(document.querySelectorAll('input,select,textarea'))"
            ".filter(field => !field.labels.length).map(field => field.id).join(' ')")
        self.check(not nameless, f"fields without a label: {nameless}")


    def log_in(self):
        self.open("/ui#cases")
        self.page.wait_for("!document.getElementById('access').hidden")
        self.fill(username="admin", password="wrong")
        self.send("login", "document.querySelector('#login-result .problem')")
        self.fill(username="admin", password=PASSWORD)
        self.page.on("document.getElementById('login-form')", "it.requestSubmit()")
        self.page.wait_for("document.getElementById('access').hidden"
                           " && document.body.innerText.includes('No case is like that')")
        self.picture("logged_in")
        self.page.on("document.getElementById('leave')", "it.click()")
        self.page.wait_for("!document.getElementById('access')?.hidden")


    def first_log_in(self):
        """With a one-time password one sets one's own, before anything else."""
        token = self.server.ask("POST", "/auth/login", {"username": "admin", "password": PASSWORD}
                                ).json()["access_token"]
        made = self.server.ask("POST", "/auth/register", {
            "username": "ann", "email": "ann@example.org", "full_name": "Ann", "role": "analyst"},
            {"Authorization": f"Bearer {token}"}).json()
        self.open("/ui#cases")
        self.page.wait_for("!document.getElementById('access').hidden")
        self.fill(username="ann", password=made["one_time_password"])
        self.page.on("document.getElementById('login-form')", "it.requestSubmit()")
        self.page.wait_for("document.getElementById('own-form').offsetParent"
                           " && !document.getElementById('login-form').offsetParent")
        self.picture("one_time_password")
        self.fill(new_password="short")
        self.page.on("document.getElementById('own-form')", "it.requestSubmit()")
        self.page.wait_for("document.querySelector('#own-form .fault')")
        self.check("given to you by an administrator" in self.text("#own-form"),
                   "the page does not say why a new password is wanted")
        self.fill(new_password="what she chose herself 5")
        self.page.on("document.getElementById('own-form')", "it.requestSubmit()")
        self.page.wait_for("document.getElementById('access').hidden"
                           " && document.body.innerText.includes('No case is like that')")


def with_accounts(program, page, pictures):
    """The same page of a server that asks who uses it."""
    with support.served(program, options=support.QUIET, admin=PASSWORD) as server:
        visitor = Visitor(page, server, pictures)
        visitor.log_in()
        visitor.first_log_in()
        return visitor.wrong


def main(program, pictures=None):
    chromium = browser.find()
    if chromium is None:
        support.skip("no Chromium")
    with support.served(program) as server:
        page = browser.Browser(chromium)
        try:
            visitor = Visitor(page, server, pictures)
            page.resize(1000)
            visitor.screening()
            visitor.follow_up()
            case = visitor.markup_in_a_name()
            visitor.credit()
            visitor.labels()
            visitor.looks()
            if case:
                visitor.case(case)
            visitor.wrong += [f"console: {text}" for text in page.complaints()
                              if "422" not in text]
            visitor.refused()
            visitor.wrong += with_accounts(program, page, pictures)
        finally:
            page.close()
    print("\n".join(visitor.wrong) or "the page does what its forms say")
    return 1 if visitor.wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
