#!/usr/bin/env python3
"""Things that exist, for schemathesis: a section for each operation with the id of an order, offer or team this caller can see.

Usage: contract_ids.py BASE TOKEN >> schemathesis.toml. Invented ids alone would meet nothing but 404.
"""

import json
import sys
import urllib.request

BASE, TOKEN = sys.argv[1:3]

ORDERS = {
    "draft": ["change_draft", "submit_order"],
    "submitted": ["accept_order", "reject_order", "request_information", "withdraw_order"],
    "needs_info": ["provide_information"],
    "accepted": ["list_candidates", "dispatch_order"],
    "taken,in_progress": ["record_contact", "add_measure", "complete_order"],
    "done": ["confirm_order", "reopen_order", "rate_order"],
    "": ["get_order", "get_timeline", "reveal_contact", "list_reveals"],
}
OFFERS = {"offered": ["accept_dispatch", "decline_dispatch", "recall_dispatch"], "accepted": ["hand_back_dispatch"]}
OTHERS = {
    "/teams?limit=1": ["get_team", "change_team"],
    "/units?limit=1": ["get_unit"],
    "/org-units?limit=1": ["get_org_unit"],
    "/menu/items": ["get_menu_item"],
}


def first(path):
    """The first row of a list, or None where there is nothing or this caller may not look."""
    request = urllib.request.Request(f"{BASE}/api/v1{path}", headers={"authorization": f"Bearer {TOKEN}"} if TOKEN else {})
    try:
        reply = json.load(urllib.request.urlopen(request))
    except urllib.error.HTTPError:
        return None
    rows = reply if isinstance(reply, list) else reply["items"]
    return rows[0] if rows else None


def section(operations, row):
    if row:
        print(f'\n[[operations]]\ninclude-operation-id = {json.dumps(operations)}\nparameters = {{ "path.id" = "{row["id"]}" }}')


for states, operations in ORDERS.items():
    section(operations, first(f"/orders?limit=1&state={states}" if states else "/orders?limit=1"))
for states, operations in OFFERS.items():
    task = first(f"/dispatches?limit=1&state={states}")
    section(operations, task and task["dispatch"])
for path, operations in OTHERS.items():
    section(operations, first(path))
