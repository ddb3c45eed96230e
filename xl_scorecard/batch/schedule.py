"""Schedule: which job comes next, so that every source is read once and memory stays flat.

A definition is opened when one before it is nearly done: its workbooks are read, then its scorecards are made; what no
other definition needs is then let go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from xl_scorecard.batch import work
from xl_scorecard.batch.failure import Failure
from xl_scorecard.batch.job import Crew, Ended, Job
from xl_scorecard.batch.naming import file_name
from xl_scorecard.batch.plan import Plan, plan_of, reading_of
from xl_scorecard.batch.record import is_done
from xl_scorecard.batch.request import Again, Outcome, Request, State, Task
from xl_scorecard.batch.tally import Tally
from xl_scorecard.model.dimension import Part


@dataclass(slots=True, kw_only=True)
class Schedule:
    """A batch as it runs. `parcels` are sources that were read, by key; `unread` says why others were not.

    `settled` once every definition is read. `before` has what failed in an earlier batch and is not to be tried again.
    """

    request: Request
    crew: Crew
    tally: Tally
    names: Mapping[Path, str]
    pattern: str
    run: str = field(default_factory=lambda: uuid4().hex)
    queue: deque[Job] = field(default_factory=deque)
    plans: list[Plan] = field(default_factory=list)
    parcels: dict[str, bytes] = field(default_factory=dict)
    reading: set[Path] = field(default_factory=set)
    unread: dict[str, Failure] = field(default_factory=dict)
    before: Mapping[tuple[str, str], Outcome] = field(default_factory=dict)
    settled: bool = False

    def work_off(self) -> None:
        """Have everything done. All definitions are read first: then it is known who needs which workbook."""
        for path in self.names:
            given = work.ToDefine(
                path=path,
                template=self.request.template,
                out=self.request.out,
                periods=self.request.periods,
                allow_python=self.request.allow_python,
            )
            self.queue.append(Job(call=work.define, given=given))
        self._have_done()
        self.before = self.tally.record.failed() if self.request.again is Again.RESUME else {}
        order = list(self.names)
        self.plans.sort(key=lambda plan: order.index(plan.path))
        for plan in self.plans:
            self._settle(plan)
        self.settled = True
        self._open_plans()
        self._have_done()

    def _have_done(self) -> None:
        while True:
            while self.queue and self.crew.has_room() and not self._stopped():
                self._start(self.queue.popleft())
            ended = self.crew.wait()
            if not ended:
                return
            for one in ended:
                self._take(one)
            self._open_plans()

    def _stopped(self) -> bool:
        failed = (outcome for outcome in self.tally.outcomes.values() if outcome and outcome.state is State.FAILED)
        return self.request.fail_fast and next(failed, None) is not None

    def _start(self, job: Job) -> None:
        match job.tag:
            case Task():
                self.tally.start(job.tag)
            case Path():
                self.tally.read(job.tag)
        self.crew.start(job)

    def _take(self, ended: Ended) -> None:
        match ended.job.given:
            case work.ToDefine() as given:
                self._defined(given.path, ended)
            case work.ToRead() as given:
                self._was_read(given, ended)
            case work.ToSplit() as given:
                self._was_split(self._plan_of(given.definition.path), ended)
            case work.ToBuild() as given:
                self._was_built(self._plan_of(given.definition.path), ended)

    def _plan_of(self, path: Path) -> Plan:
        return next(plan for plan in self.plans if plan.path == path)

    def _defined(self, path: Path, ended: Ended) -> None:
        if ended.failure:
            self._fail_whole(path, ended.failure)
        else:
            self.plans.append(plan_of(path, self.names[path], ended.result, to_split=bool(self.request.for_each)))

    def _fail_whole(self, path: Path, failure: Failure) -> None:
        """A definition none of whose scorecards can be known."""
        task = Task(definition=path, file="")
        self.tally.expect(task)
        self.tally.fail(task, failure)

    def _settle(self, plan: Plan) -> None:
        """Find out which scorecards a definition has, and which of them are to be made, if that can be known yet."""
        if not plan.to_split:
            self._add_tasks(plan, {None: 1})
        elif self.request.again is not Again.ANEW:
            parts = self.tally.record.parts(plan.key, self.request.for_each)
            if parts is not None:
                self._add_parts(plan, parts)

    def _add_parts(self, plan: Plan, parts: tuple[work.Found, ...]) -> None:
        plan.to_split = False
        self._add_tasks(plan, {one.part: one.rows for one in parts})

    def _add_tasks(self, plan: Plan, parts: Mapping[Part, int] | Mapping[None, int]) -> None:
        new = []
        for period, inputs in plan.defined.inputs.items():
            for part, rows in parts.items():
                file = file_name(self.pattern, name=plan.name, period=period, part=part)
                task = Task(definition=plan.path, file=file, period=period, part=part, inputs=inputs)
                if self.tally.expect(task, remark="" if rows else f"{part.code if part else ''} has no rows."):
                    new.append(task)
        for task in new:
            self._keep_or_make(plan, task)

    def _keep_or_make(self, plan: Plan, task: Task) -> None:
        again = self.request.again
        before = self.before.get((task.file, task.inputs))
        if again is not Again.ANEW and is_done(task, self.request.out):
            self.tally.end(Outcome(task=task, state=State.KEPT, file=task.file), again=True)
        elif before:
            self.tally.end(replace(before, task=task), again=True)
        else:
            plan.tasks.append(task)

    def _open_plans(self) -> None:
        """Open the next definitions, so that there is always something to do for everybody."""
        for plan in self.plans:
            busy = sum(one.opened and not one.closed for one in self.plans)
            if self.settled and not plan.opened and busy < max(2, self.crew.size) and not self._stopped():
                self._open(plan)

    def _open(self, plan: Plan) -> None:
        plan.opened = True
        if plan.closed:
            return
        for path in (path for path in plan.files if path not in self.reading):
            self.reading.add(path)
            given = reading_of(path, self.plans, password=self.request.password)
            self.queue.append(Job(call=work.read, given=given, tag=path))
        self._go_on(plan)

    def _go_on(self, plan: Plan) -> None:
        """Once all its sources are read: split it, or make its scorecards. One that cannot be read is all they need."""
        if (
            not plan.opened
            or plan.going
            or any(key not in self.parcels and key not in self.unread for key in plan.keys)
        ):
            return
        failure = next((self.unread[key] for key in plan.keys if key in self.unread), None)
        if plan.to_split and failure:
            plan.to_split = False
            self._fail_whole(plan.path, failure)
        elif plan.to_split:
            plan.going = True
            given = work.ToSplit(definition=plan.definition, keys=plan.keys, dimension=self.request.for_each)
            self.queue.append(Job(call=work.split, given=given, parcels=self._parcels(plan)))
        elif failure:
            for task in plan.tasks:
                self.tally.fail(task, failure)
            plan.tasks.clear()
        else:
            plan.going = True
            self.queue.extend(self._building(plan, task) for task in plan.tasks)
        self._let_go()

    def _building(self, plan: Plan, task: Task) -> Job:
        given = work.ToBuild(
            definition=plan.definition,
            keys=plan.keys,
            period=task.period,
            part=task.part,
            template=self.request.template,
            out=self.request.out / task.file,
            run=self.run,
            allow_python=self.request.allow_python,
        )
        return Job(call=work.build, given=given, parcels=self._parcels(plan), tag=task)

    def _parcels(self, plan: Plan) -> dict[str, bytes]:
        return {key: self.parcels[key] for key in plan.keys}

    def _was_read(self, given: work.ToRead, ended: Ended) -> None:
        if ended.failure:
            sentence = f"{given.path.name}: {ended.failure.sentence}"
            self.unread |= {key: replace(ended.failure, sentence=sentence) for key, _ in given.sources}
        else:
            self.parcels |= ended.result
        for plan in self.plans:
            self._go_on(plan)

    def _was_split(self, plan: Plan, ended: Ended) -> None:
        plan.going = plan.to_split = False
        if ended.failure:
            self._fail_whole(plan.path, ended.failure)
        else:
            self.tally.record.write_parts(plan.key, self.request.for_each, ended.result)
            self._add_parts(plan, ended.result)
        self._go_on(plan)

    def _was_built(self, plan: Plan, ended: Ended) -> None:
        task = ended.job.tag
        plan.tasks.remove(task)
        if ended.failure:
            self.tally.fail(task, ended.failure)
        else:
            self.tally.end(self._outcome(task, ended.result))
        self._let_go()

    def _outcome(self, task: Task, made: work.Made) -> Outcome:
        beside = made.path.name != Path(task.file).name
        file = (Path(task.file).with_name(made.path.name) if beside else Path(task.file)).as_posix()
        held = f"It is {made.held or 'open in another program'}; saved beside as {made.path.name}." if beside else ""
        bad = "" if made.usable else "A source passed its limit of bad rows."
        remark = " ".join(part for part in (held, bad) if part)
        return Outcome(task=task, state=State.DONE, file=file, remark=remark, usable=made.usable)

    def _let_go(self) -> None:
        """Let go of the sources that no definition needs any more."""
        needed = {key for plan in self.plans if not plan.closed for key in plan.keys}
        for key in self.parcels.keys() - needed:
            del self.parcels[key]
