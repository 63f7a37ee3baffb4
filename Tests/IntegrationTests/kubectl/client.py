#!/usr/bin/env python3
"""Python's Kubernetes client against secretd.

    client.py KUBECONFIG
"""
import base64, sys, threading
from kubernetes import client, config, watch
from kubernetes.client.rest import ApiException

config.load_kube_config(sys.argv[1])
api = client.CoreV1Api()


def secret(name, value, **metadata):
    return client.V1Secret(metadata=client.V1ObjectMeta(name=name, **metadata), string_data={"k": value})


def value(item):
    return base64.b64decode(item.data["k"]).decode()


def fails(code, call):
    try:
        call()
    except ApiException as error:
        assert error.status == code, error
        return error
    raise AssertionError(f"{code} was expected")


def crud():
    made = api.create_namespaced_secret("default", secret("a", "1", labels={"l": "x"}))
    assert made.metadata.uid and made.type == "Opaque" and value(made) == "1"
    assert "already exists" in fails(409, lambda: api.create_namespaced_secret("default", secret("a", "2"))).body
    assert value(api.read_namespaced_secret("a", "default")) == "1"
    made.data["k"] = base64.b64encode(b"2").decode()
    put = api.replace_namespaced_secret("a", "default", made)
    assert value(put) == "2"
    fails(409, lambda: api.replace_namespaced_secret("a", "default", made))
    assert value(api.patch_namespaced_secret("a", "default", {"stringData": {"k": "3"}})) == "3"
    operations = [{"op": "replace", "path": "/data/k", "value": base64.b64encode(b"4").decode()}]
    assert value(api.patch_namespaced_secret("a", "default", operations)) == "4"
    assert [item.metadata.name for item in api.list_secret_for_all_namespaces(label_selector="l=x").items] == ["a"]
    assert [item.metadata.name for item in api.list_namespaced_secret("default", field_selector="metadata.name=a").items] == ["a"]
    done = api.delete_namespaced_secret("a", "default")
    assert (done["status"] if isinstance(done, dict) else done.status) == "Success", done
    fails(404, lambda: api.read_namespaced_secret("a", "default"))
    fails(422, lambda: api.create_namespaced_secret("default", client.V1Secret(
        metadata=client.V1ObjectMeta(name="t"), type="kubernetes.io/tls")))


def lists():
    for index in range(25):
        api.create_namespaced_secret("default", secret(f"l{index:02}", "v", labels={"list": "y"}))
    names, token = [], None
    while True:
        page = api.list_namespaced_secret("default", limit=10, _continue=token, label_selector="list=y")
        names += [item.metadata.name for item in page.items]
        token = page.metadata._continue
        if not token:
            break
    assert names == [f"l{index:02}" for index in range(25)], names
    api.delete_collection_namespaced_secret("default", label_selector="list=y")
    assert not api.list_namespaced_secret("default", label_selector="list=y").items


def watches():
    """Across a reconnect: what happened between two watches is told by the second."""
    start = api.list_namespaced_secret("default").metadata.resource_version
    stream = watch.Watch()
    timer = threading.Timer(0.2, lambda: api.create_namespaced_secret("default", secret("w", "1")))
    timer.start()
    seen = []
    for event in stream.stream(api.list_namespaced_secret, "default", resource_version=start, timeout_seconds=10):
        seen.append((event["type"], event["object"].metadata.name))
        version = event["object"].metadata.resource_version
        stream.stop()
    timer.join()
    assert seen == [("ADDED", "w")], seen
    api.patch_namespaced_secret("w", "default", {"stringData": {"k": "2"}})
    api.delete_namespaced_secret("w", "default")
    seen = [event["type"] for event in watch.Watch().stream(
        api.list_namespaced_secret, "default", resource_version=version, timeout_seconds=1)]
    assert seen == ["MODIFIED", "DELETED"], seen
    # A revision that nobody has given out: the answer is in the stream, as 410.
    error = fails(410, lambda: list(watch.Watch().stream(
        api.list_namespaced_secret, "default", resource_version="999999999", timeout_seconds=5)))
    assert "too old resource version" in str(error), error


def others():
    api.create_namespace(client.V1Namespace(metadata=client.V1ObjectMeta(name="py")))
    api.create_namespaced_config_map("py", client.V1ConfigMap(
        metadata=client.V1ObjectMeta(name="c"), data={"a": "b"}, binary_data={"x": "AP8="}))
    assert api.read_namespaced_config_map("c", "py").binary_data == {"x": "AP8="}
    pod = client.V1Pod(metadata=client.V1ObjectMeta(name="p"), spec=client.V1PodSpec(
        containers=[client.V1Container(name="c", image="i")],
        volumes=[client.V1Volume(name="v", secret=client.V1SecretVolumeSource(secret_name="s", optional=True))]))
    assert api.create_namespaced_pod("py", pod).spec.node_name
    token = api.create_namespaced_service_account_token(
        "default", "py", client.AuthenticationV1TokenRequest(spec=client.V1TokenRequestSpec(audiences=[])))
    assert token.status.token.count(".") == 2
    api.delete_namespace("py")
    fails(404, lambda: api.read_namespace("py"))
    assert client.VersionApi().get_code().minor == "32"


for part in (crud, lists, watches, others):
    part()
    print(f"{part.__name__}: ok")
