"""Clients of the service as a bank's own program would be: they keep what was acknowledged, and
send again, with the same Idempotency-Key, what was not."""
import http.client
import json
import threading
import time
import uuid

# What a client may meet when a server or the database dies, and is told to repeat.
REPEATED = (502, 503, 504)


class Acknowledged:
    def __init__(self, key, request_id, decision_id, attempts, at):
        self.key = key
        self.request_id = request_id
        self.decision_id = decision_id
        self.attempts = attempts
        self.at = at


class Client(threading.Thread):
    def __init__(self, number, port, headers, stop):
        super().__init__(daemon=True)
        self.number = number
        self.port = port
        self.headers = headers
        self.stop = stop
        self.acknowledged = []
        self.statuses = {}
        self.faults = []
        self.connection = None

    def run(self):
        turn = self.number
        while not self.stop.is_set():
            turn += 1
            self.decide(turn)
        self.disconnect()

    def decide(self, turn):
        request_id, key = f"load-{uuid.uuid4()}", str(uuid.uuid4())
        path, body = "/screen", {"request_id": request_id, "customer_id": f"C_{turn % 3000:06d}"}
        if turn % 2:
            path = "/credit/apply"
            body = {"request_id": request_id, "application_id": f"A_{turn % 3000:06d}"}
        end = time.monotonic() + 90
        for attempt in range(1, 1000):
            status, answer = self.post(path, json.dumps(body), key)
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status in (200, 201):
                decision = answer.get("decision_id")
                self.acknowledged.append(
                    Acknowledged(key, request_id, decision, attempt, time.monotonic()))
                return
            if status != 0 and status not in REPEATED:
                self.faults.append(f"{path} {request_id}: {status} {answer}")
                return
            if time.monotonic() > end:
                self.faults.append(f"{path} {request_id}: no answer after {attempt} attempts")
                return
            if self.stop.is_set():
                return
            time.sleep(0.05)

    def post(self, path, body, key):
        """Status and JSON; status 0 when the connection broke."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=70)
            self.connection.request("POST", path, body, {"Content-Type": "application/json",
                                                         "Idempotency-Key": key, **self.headers})
            response = self.connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException):
            self.disconnect()
            return 0, {}

    def disconnect(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Load:
    """Clients that decide until it ends."""

    def __init__(self, port, headers, clients=8):
        self.stop = threading.Event()
        self.clients = [Client(number * 375, port, headers, self.stop)
                        for number in range(clients)]

    def __enter__(self):
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for client in self.clients:
            client.join(100)

    @property
    def acknowledged(self):
        return [each for client in self.clients for each in client.acknowledged]

    def acknowledged_since(self, moment):
        return sum(1 for each in self.acknowledged if each.at > moment)

    @property
    def statuses(self):
        total = {}
        for client in self.clients:
            for status, count in list(client.statuses.items()):
                total[status] = total.get(status, 0) + count
        return total

    @property
    def faults(self):
        return [fault for client in self.clients for fault in client.faults]
