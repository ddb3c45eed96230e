"""The benchmark measures like with like: the engine and plain pandas make the same numbers of the same rows."""

import pytest

from tests.benchmarks import indicators as benchmark


@pytest.mark.slow
def test_the_engine_and_the_usual_pandas_way_agree_month_by_month():
    frame = benchmark.made_up(3_000)
    benchmark.check_agreement(frame)
    assert sum(map(sum, benchmark.ours_of(frame).values())) > 0


def test_a_hundred_indicators_use_every_kind_of_measure_and_condition_of_the_benchmark():
    assert len(benchmark.definition().indicators) == 100
    assert len({one.words[-1].split("|")[1].strip() for one in benchmark.measures()}) >= 6
