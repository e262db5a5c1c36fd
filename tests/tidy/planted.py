"""For each check: trees that break its rule, and trees that keep it."""
from checks_cpp import (check_arrows, check_catch, check_clocks, check_file_length, check_floats,
                        check_function_length, check_headers, check_names, check_sleep)
from checks_repo import check_machine_paths, check_open_promises, check_pack_folders, check_room_pages
from checks_sql import check_migrations, check_sql_place, check_sql_subset, check_sql_tenant
from checks_texts import (check_no_sentences, check_rules_tested, check_text_keys, check_text_languages)

ROOMS = "sen_room(base)\nset(low base)\nsen_room(law ROOMS ${low})\nsen_room(plan ROOMS law ${low} LIBS Some::lib)\n"


def house(**extra):
    files = {"cmake/rooms.cmake": ROOMS, "src/base/a.hpp": "", "src/law/b.hpp": "", "src/plan/c.hpp": ""}
    files.update({name.replace("__", "/").replace("_DOT_", "."): text for name, text in extra.items()})
    return files


def cpp(text, path="src/law/rule.cpp"):
    return {path: text}


def statement(text, more=""):
    return {"src/plan/task_sql.cpp": f'const Statement kOne{{"plan.one", "{text}"{more}}};\n'}


LONG = "int f() {\n" + "  g();\n" * 70 + "}\n"
SHORT = "int f() {\n" + "  g();\n" * 60 + "}\n"
WORDS = {"texts/vi/plan.json": '{"plan": {"closed": "Đã đóng {id}"}}', "texts/en/plan.json": '{"plan": {"closed": "Closed {id}"}}'}

PLANTED = [
    (check_arrows,
     [house(src__base__x_DOT_cpp='#include "law/b.hpp"\n'), house(src__law__x_DOT_cpp='#include "plan/c.hpp"\n'),
      house(src__law__x_DOT_cpp='#include <boost/beast.hpp>\n'), house(src__plan__x_DOT_cpp='#include "c.hpp"\n'),
      {"cmake/rooms.cmake": "sen_room(law ROOMS base)\nsen_room(base)\n"},
      {"cmake/rooms.cmake": "sen_room(plan)\nsen_room(survey ROOMS plan)\n"}],
     [house(src__plan__x_DOT_cpp='#include "law/b.hpp"\n#include "base/a.hpp"\n#include <vector>\n'),
      house(src__law__x_DOT_cpp='// #include "plan/c.hpp"\n')]),
    (check_clocks,
     [cpp("auto n = std::chrono::steady_clock::now();"), cpp("int x = rand();"), cpp("std::random_device d;"),
      cpp("auto t = time(nullptr);"), cpp("auto t = std::time(0);")],
     [cpp("auto t = ctx.clock.now(); // not system_clock::now()"), cpp('log("rand()"); int operand(int);'),
      cpp("auto n = system_clock::now();", "src/base/clock.cpp")]),
    (check_sleep, [cpp("sleep_for(1ms);", "src/law/a_test.cpp")], [cpp("f(); // sleep_for", "src/law/a_test.cpp")]),
    (check_floats,
     [cpp("double x;"), cpp("float y = 1;", "src/index/a.cpp"), cpp("auto x = std::stod(t);", "src/ledger/a.cpp")],
     [cpp("// no double here\nint doubled;"), cpp("double x;", "src/http/a.cpp")]),
    (check_file_length,
     [cpp("\n" * 601), {"src/law/README.md": "x\n" * 61}, {"web/staff/a.svelte": "x\n" * 700}],
     [cpp("\n" * 600), {"web/api/generated.ts": "x\n" * 900}]),
    (check_function_length, [cpp(LONG)], [cpp(SHORT), cpp("namespace x {\n" + SHORT + SHORT + "}\n")]),
    (check_names,
     [cpp("struct HoSo {};"), cpp("int ho_so_count = 1;"), cpp("class TaskManager {};"), cpp("", "src/law/utils.cpp"),
      cpp("void process(int x);")],
     [cpp('auto text = "ho_so"; int dossier_count = 1; struct Receipt {};')]),
    (check_headers, [cpp("// what\n#pragma once\n", "src/law/a.hpp"), cpp("#pragma once\n#include <map>\n", "src/law/a.hpp")],
     [cpp("#pragma once\n// What lives here.\n", "src/law/a.hpp")]),
    (check_catch, [cpp("try { f(); } catch (const X& e) {}")], [cpp("try { f(); } catch (...) {}", "src/http/serve.cpp")]),
    (check_sql_place,
     [cpp('auto t = "SELECT id FROM task WHERE unit_id = {unit}";', "src/plan/task.cpp"),
      cpp('auto t = "  INSERT INTO task"\n " (id) VALUES ($1)";', "src/plan/task.cpp")],
     [cpp('auto t = "SELECT id FROM task";', "src/plan/task_sql.cpp"), cpp('say("Select a file");', "src/plan/task.cpp")]),
    (check_sql_tenant,
     [statement("SELECT id FROM task WHERE unit_id = $1 LIMIT 5")],
     [statement("SELECT id FROM task WHERE unit_id = {unit} LIMIT 5"),
      statement("SELECT id FROM job LIMIT $1", ", Reach::Installation"),
      {"src/plan/task_sql.cpp": '#define SEN_INTO \\\n  "INSERT INTO task (unit_id) VALUES "\nconst Statement kOne{"a", SEN_INTO "({unit})"};\n'}]),
    (check_sql_subset,
     [statement("SELECT $1::bigint FROM task WHERE unit_id = {unit}"), statement("SELECT * FROM task WHERE unit_id = {unit}"),
      statement("UPDATE task SET at = now() WHERE unit_id = {unit}")],
     [statement("SELECT COUNT(*) FROM task WHERE unit_id = {unit} LIMIT 1")]),
    (check_migrations, [{"src/store/migrations/0001.sql": "CREATE TABLE a (b INTEGER)"}],
     [{"src/store/migrations/0001.sql": "-- What, why.\nCREATE TABLE a (b INTEGER)"}]),
    (check_text_languages,
     [{"texts/vi/a.json": '{"a": "x"}', "texts/en/a.json": '{"b": "x"}'}, {"texts/vi/a.json": "{}"},
      {"texts/vi/a.json": '{"a": "x"}', "texts/en/a.json": '{"a": "x"}', "texts/vi/b.json": '{"a": "x"}',
       "texts/en/b.json": '{"a": "x"}'},
      {"texts/vi/a.json": '{"a": "{x}"}', "texts/en/a.json": '{"a": "{y}"}'}],
     [WORDS]),
    (check_text_keys,
     [cpp('return invalid("plan.absent", "id");'), cpp('return Error{ErrorCode::Conflict, "plan.absent", "", {}};'),
      cpp('auto t = render(language, "plan.absent");')],
     [{**WORDS, **cpp('return invalid("plan.closed"); // invalid("plan.absent")')}]),
    (check_rules_tested,
     [{**cpp('return invalid("plan.closed");'), "src/law/a_test.cpp": "f();"}],
     [{**cpp('return invalid("plan.closed");'), "src/law/a_test.cpp": 'EXPECT_EQ(e.rule, "plan.closed");'}]),
    (check_no_sentences, [cpp('say("Đã đóng nhiệm vụ");')], [cpp('// Đã đóng\nsay("plan.closed");')]),
    (check_open_promises, [cpp("// TO" "DO later")], [cpp("// to do things right")]),
    (check_machine_paths, [{"docs/a.md": "see /wo" "rk/main/x"}, {"run": "cd /ro" "ot/sen"}],
     [{"docs/a.md": "cd ~/sen; ls homework/x network/y $HOME/work/z"}]),
    (check_room_pages, [cpp("int x;")], [{**cpp("int x;"), "src/law/README.md": "Duty"}]),
    (check_pack_folders, [{"packs/a.json": '{"a": 1, "a": 2}'}, {"texts/vi/a.json": "{"}], [{"packs/a.json": '{"a": 1}'}]),
]
