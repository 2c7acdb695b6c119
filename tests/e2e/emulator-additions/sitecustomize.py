"""What the stack uses and the emulator (ministack 1.5.33) refuses, added so that the template is deployed as it is.

Python reads this file at its start, by PYTHONPATH. An alarm on a metric expression is kept and never evaluated: what its rules
come to is tried in tests/integration/alarms. A saved query of Logs Insights is kept by its name.
"""

import importlib.abc
import importlib.util
import sys
import uuid

PROVISIONERS = "ministack.services.cloudformation.provisioners"


def with_metric_math(record):
    def record_of(name, props):
        if not props.get("Metrics"):
            return record(name, props)
        kept = {key: value for key, value in props.items() if key != "Metrics"}
        # A metric that nobody reports: the emulator would otherwise judge one of several by itself.
        kept.update(Namespace="metric math", MetricName=name)
        return record(name, kept)

    return record_of


def query_created(_logical_id, props, _stack_name):
    for key in ("Name", "QueryString"):
        if not props.get(key):
            raise ValueError(f"{key} is required for AWS::Logs::QueryDefinition")
    physical_id = str(uuid.uuid4())
    return physical_id, {"QueryDefinitionId": physical_id}


def query_updated(physical_id, _old, props, stack_name, logical_id=None):
    query_created(logical_id, props, stack_name)
    return physical_id, {"QueryDefinitionId": physical_id}


def extend(module):
    module._cw_metric_alarm_record = with_metric_math(module._cw_metric_alarm_record)
    module._RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {
        "create": query_created,
        "update": query_updated,
        "delete": lambda _physical_id, _props: None,
    }


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, _path=None, _target=None):
        if name != PROVISIONERS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_extend(module):
            execute(module)
            extend(module)

        spec.loader.exec_module = execute_and_extend
        return spec


sys.meta_path.insert(0, Finder())
