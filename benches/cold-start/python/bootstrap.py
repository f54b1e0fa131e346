"""The read that the matcher does for a look, in Python with boto3. The runtime's loop is this short one, not Lambda's own,
which loads more: the comparison is in Python's favour."""

import http.client
import json
import os

import boto3

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
client = boto3.client("dynamodb")

while True:
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = api.getresponse()
    invocation = answer.headers["lambda-runtime-aws-request-id"]
    answer.read()
    found = client.query(
        TableName=os.environ["TABLE_NAME"],
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": {"S": "WS#1#WAIT#14510"}},
        ConsistentRead=True,
    )
    api.request("POST", f"/2018-06-01/runtime/invocation/{invocation}/response", json.dumps({"count": found["Count"]}))
    api.getresponse().read()
