// The read that the matcher does for a look, in Node with the AWS SDK. The runtime's loop is this short one, not Lambda's
// own, which loads more: the comparison is in Node's favour.
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
const client = new DynamoDBClient({});

for (;;) {
  const next = await fetch(`${api}/next`);
  const id = next.headers.get("lambda-runtime-aws-request-id");
  await next.json();
  const found = await client.send(
    new QueryCommand({
      TableName: process.env.TABLE_NAME,
      KeyConditionExpression: "PK = :pk",
      ExpressionAttributeValues: { ":pk": { S: "WS#1#WAIT#14510" } },
      ConsistentRead: true,
    }),
  );
  await fetch(`${api}/${id}/response`, { method: "POST", body: JSON.stringify({ count: found.Count }) });
}
