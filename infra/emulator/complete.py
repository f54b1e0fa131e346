"""Adds to a stack on the local emulator what the emulator drops of the template, and writes where it answers.

    complete.py STACK ENV_FILE

The emulator knows neither the OpenAPI body into which SAM writes the API's routes, nor the headers of its CORS answers,
nor the table's time to live. All three are taken from the processed template, so that nothing is described twice. Safe to
repeat: routes that are there already stay, those that the template no longer has go.
"""

import json
import os
import shlex
import sys

import boto3

ANY = "x-amazon-apigateway-any-method"


def main(stack, env_file):
    template = boto3.client("cloudformation").get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    resources = (json.loads(template) if isinstance(template, str) else template)["Resources"]
    names = physical_names(stack)
    body = resources["HttpApi"]["Properties"]["Body"]
    api = names["HttpApi"]
    route(api, body["paths"], names)
    allow_pages(api, stack, body.get("x-amazon-apigateway-cors", {}))
    forget_in_time(names["Table"], resources["Table"]["Properties"]["TimeToLiveSpecification"])
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    variables = {
        # What the deployed tests read. The address carries the API's id, since *.localhost is not resolved everywhere.
        "LUNEPAY_BASE_URL": f"{endpoint}/_aws/execute-api/{api}/api/v1",
        "LUNEPAY_STACK": stack,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": boto3.session.Session().region_name,
        "AWS_DEFAULT_REGION": boto3.session.Session().region_name,
        "AWS_ACCESS_KEY_ID": os.environ["AWS_ACCESS_KEY_ID"],
        "AWS_SECRET_ACCESS_KEY": os.environ["AWS_SECRET_ACCESS_KEY"],
        **environment(resources, names),
        **{f"LUNEPAY_{kind}": " ".join(urls) for kind, urls in queues(resources, names).items()},
    }
    with open(env_file, "w", encoding="utf-8") as file:
        file.writelines(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())


def physical_names(stack):
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    rows = [row for page in pages for row in page["StackResourceSummaries"]]
    return {row["LogicalResourceId"]: row["PhysicalResourceId"] for row in rows}


def environment(resources, names):
    """What the functions find in their environment, all of them together: TABLE_NAME, QUEUE_URL, SIGNING_KEYS …"""
    client, variables = boto3.client("lambda"), {}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::Lambda::Function":
            found = client.get_function_configuration(FunctionName=names[name])
            variables |= found.get("Environment", {}).get("Variables", {})
    return variables | {"LUNEPAY_FUNCTION_VARIABLES": " ".join(sorted(variables))}


def queues(resources, names):
    """The queues' URLs: those that functions work off, and those where what failed ends."""
    kinds = {"QUEUES": [], "DEAD_LETTER_QUEUES": []}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::SQS::Queue":
            worked = "RedrivePolicy" in resource["Properties"]
            kinds["QUEUES" if worked else "DEAD_LETTER_QUEUES"].append(names[name])
    return kinds


def route(api, paths, names):
    gateway = boto3.client("apigatewayv2")
    there = {item["RouteKey"]: item["RouteId"] for item in gateway.get_routes(ApiId=api, MaxResults="1000")["Items"]}
    wanted = {}
    for path, methods in paths.items():
        for method, operation in methods.items():
            key = "$default" if path.strip("/") == "$default" else f"{'ANY' if method == ANY else method.upper()} {path}"
            wanted[key] = operation["x-amazon-apigateway-integration"]
    for key, integration in wanted.items():
        if key not in there:
            made = gateway.create_integration(
                ApiId=api,
                IntegrationType="AWS_PROXY",
                IntegrationUri=arn(integration["uri"], names),
                PayloadFormatVersion=integration["payloadFormatVersion"],
            )
            gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{made['IntegrationId']}")
    for key in there.keys() - wanted.keys():
        gateway.delete_route(ApiId=api, RouteId=there[key])
    print(f"{len(wanted)} routes")


def arn(uri, names):
    """The function of an integration: its address in the template is `…/functions/${NameFunction.Arn}/invocations`."""
    name = uri["Fn::Sub"].split("${")[-1].split(".Arn}")[0]
    return boto3.client("lambda").get_function(FunctionName=names[name])["Configuration"]["FunctionArn"]


def allow_pages(api, stack, cors):
    """The parameters are resolved here: the processed template still holds `Ref`."""
    if not cors:
        return
    described = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    parameters = {row["ParameterKey"]: row["ParameterValue"] for row in described["Parameters"]}
    capital = {key[0].upper() + key[1:]: value for key, value in cors.items()}
    for key, value in capital.items():
        if isinstance(value, list):
            capital[key] = [parameters[item["Ref"]] if isinstance(item, dict) else item for item in value]
    boto3.client("apigatewayv2").update_api(ApiId=api, CorsConfiguration=capital)


def forget_in_time(table, ttl):
    dynamo = boto3.client("dynamodb")
    if dynamo.describe_time_to_live(TableName=table)["TimeToLiveDescription"].get("AttributeName") != ttl["AttributeName"]:
        dynamo.update_time_to_live(TableName=table, TimeToLiveSpecification=ttl)


if __name__ == "__main__":
    main(*sys.argv[1:])
