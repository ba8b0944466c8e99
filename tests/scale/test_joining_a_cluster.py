"""Joining a cluster: what Ray does now and then is asked again, what a user must know is raised at once."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.engines import cluster


class Ray:
    """Stands for Ray: fails with each error in turn, then joins."""

    def __init__(self, *errors: Exception) -> None:
        self.errors, self.asked, self.left = list(errors), [], 0  # type: ignore[var-annotated]

    def init(self, **where: Any) -> None:
        self.asked.append(where)
        if self.errors:
            raise self.errors.pop(0)

    def shutdown(self) -> None:
        self.left += 1


DIED = ConnectionAbortedError("Initialization failure from server")
LATE = RuntimeError("The current node timed out during startup")


@pytest.mark.parametrize("errors", [[], [DIED], [LATE, DIED]])
def test_a_client_server_that_dies_as_it_starts_is_asked_again(errors: list[Exception]) -> None:
    ray = Ray(*errors)
    cluster._join(ray, "ray://10.0.0.1:10001", None)
    assert [one["address"] for one in ray.asked] == ["ray://10.0.0.1:10001"] * (len(errors) + 1)
    assert ray.left == len(errors)


@pytest.mark.parametrize("errors", [[DIED] * 3, [ConnectionError("no cluster there")]])
def test_an_address_where_no_cluster_answers_is_an_error(errors: list[Exception]) -> None:
    ray = Ray(*errors)
    with pytest.raises(ConnectionError):
        cluster._join(ray, "10.0.0.1:6379", None)
    assert ray.errors == []
