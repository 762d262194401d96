"""Of each line of `monitor` what a golden file keeps, in canonical JSON."""
import json
import sys

for line in sys.stdin:
    answer = json.loads(line)
    if "rules" in answer:
        answer = {"decision": answer["decision"], "event_id": answer["event_id"],
                  "result_hash": answer["result_hash"], "risk_score": answer["risk_score"],
                  "rules": [fired["rule"] for fired in answer["rules"]]}
    print(json.dumps(answer, separators=(",", ":"), sort_keys=True, ensure_ascii=False))
