"""Adds to a stack on the local emulator what the emulator drops of the template, and writes where it answers.

    complete.py STACK ENV_FILE

The emulator knows neither the OpenAPI body into which SAM writes the API's routes, nor the headers of its CORS answers,
nor the table's time to live, nor numbers of mappings. All are taken from the processed template, so that nothing is
described twice. Safe to repeat: routes that are there already stay, those that the template no longer has go.
"""

import json
import os
import shlex
import sys

import boto3

ANY = "x-amazon-apigateway-any-method"


def main(stack, env_file):
    template = boto3.client("cloudformation").get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    template = json.loads(template) if isinstance(template, str) else template
    resources = template["Resources"]
    names = physical_names(stack)
    parameters = parameters_of(stack)
    body = decided(resources["HttpApi"]["Properties"]["Body"], template["Conditions"], parameters)
    api = names["HttpApi"]
    route(api, body["paths"], names)
    allow_pages(api, parameters, body.get("x-amazon-apigateway-cors", {}))
    bound_workers(names, parameters)
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
    """What the functions find in their environment, all of them together: TABLE_NAME, QUEUE_URL, SIGNING_KEYS, SEALING_KEYS …"""
    client, variables = boto3.client("lambda"), {}
    # The open webhook's last: the phones' has the open URL closed, and each is started by itself with all of these.
    for name, resource in sorted(resources.items(), key=lambda item: item[0] == "SmsWebhookFunction"):
        if resource["Type"] == "AWS::Lambda::Function" and name in names:
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


def decided(value, conditions, parameters):
    """A value of the template with its `Fn::If`s decided; what is then no value is left out."""
    if isinstance(value, dict) and "Fn::If" in value:
        name, yes, no = value["Fn::If"]
        return decided(yes if holds(conditions[name], parameters) else no, conditions, parameters)
    if isinstance(value, dict):
        parts = {key: decided(part, conditions, parameters) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part != {"Ref": "AWS::NoValue"}}
    return value


def holds(condition, parameters):
    (function, of), = condition.items()
    if function == "Fn::Not":
        return not holds(of[0], parameters)
    assert function == "Fn::Equals", f"what does {function} mean?"
    left, right = (parameters[side["Ref"]] if isinstance(side, dict) else side for side in of)
    return str(left) == str(right)


def parameters_of(stack):
    described = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {row["ParameterKey"]: row["ParameterValue"] for row in described["Parameters"]}


def arn(uri, names):
    """The function of an integration: its address in the template is `…/functions/${NameFunction.Arn}/invocations`."""
    name = uri["Fn::Sub"].split("${")[-1].split(".Arn}")[0]
    return boto3.client("lambda").get_function(FunctionName=names[name])["Configuration"]["FunctionArn"]


def allow_pages(api, parameters, cors):
    """The parameters are resolved here: the processed template still holds `Ref`."""
    if not cors:
        return
    capital = {key[0].upper() + key[1:]: value for key, value in cors.items()}
    for key, value in capital.items():
        if isinstance(value, list):
            capital[key] = [parameters[item["Ref"]] if isinstance(item, dict) else item for item in value]
    boto3.client("apigatewayv2").update_api(ApiId=api, CorsConfiguration=capital)


def bound_workers(names, parameters):
    """The emulator keeps the parameters' text where CloudFormation makes a number of it."""
    client = boto3.client("lambda")
    # An earlier template has the numbers written out.
    for function in ("Matcher", "Notifier") if "MatcherConcurrency" in parameters else ():
        (mapping,) = client.list_event_source_mappings(FunctionName=names[f"{function}Function"])["EventSourceMappings"]
        most = int(parameters[f"{function}Concurrency"])
        client.update_event_source_mapping(UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": most})


def forget_in_time(table, ttl):
    dynamo = boto3.client("dynamodb")
    if dynamo.describe_time_to_live(TableName=table)["TimeToLiveDescription"].get("AttributeName") != ttl["AttributeName"]:
        dynamo.update_time_to_live(TableName=table, TimeToLiveSpecification=ttl)


if __name__ == "__main__":
    main(*sys.argv[1:])
