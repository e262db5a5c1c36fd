#include "app/command_line.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <ostream>

#include "base/text.hpp"
#include "store/store.hpp"

namespace sen::app {
namespace {

constexpr int kWordsMax = 100;

/// CLI11 pads by bytes, which puts Vietnamese words out of line.
class AlignedFormatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string line = "  " + make_option_name(option, is_positional) + make_option_opts(option);
    const std::size_t width = code_point_count(line);
    line.append(width + 1 < column_width_ ? column_width_ - width : 2, ' ');
    return line + make_option_desc(option) + "\n";
  }
};

/// CLI11's parser of all commands, and what it put where.
class Parser {
 public:
  Parser(const std::vector<Command>& commands, Language language)
      : app_(render(language, "app.about"), "sen"), language_(language) {
    app_.require_subcommand(1);
    app_.set_help_flag("-h,--help", say("app.option.help"));
    const std::string version_words = say("app.option.version");
    app_.add_flag("--version", version_words)->group(say("app.label.options"));
    label(app_);
    for (const auto& command : commands) add(command);
  }

  /// The command to run, or the exit code of a call that runs none.
  struct Chosen {
    const Command* command = nullptr;
    int exit_code = kExitUsage;
  };
  Chosen parse(std::vector<std::string> arguments, std::ostream& out, std::ostream& err) {
    if (std::find(arguments.begin(), arguments.end(), "--version") != arguments.end()) {
      out << "sen " SEN_VERSION "\n";
      return {nullptr, kExitDone};
    }
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    try {
      app_.parse(arguments);
    } catch (const CLI::CallForHelp&) {
      out << app_.help();
      return {nullptr, kExitDone};
    } catch (const CLI::ParseError& wrong) {
      explain(wrong, err);
      return {nullptr, kExitUsage};
    }
    for (const auto& [sub, command] : commands_) {
      if (sub->parsed()) return {command, kExitDone};
    }
    return {};
  }

  std::map<std::string, std::vector<std::string>, std::less<>> values_of(const Command& command) {
    std::map<std::string, std::vector<std::string>, std::less<>> values;
    for (const auto& option : command.options) {
      const auto* found = option_of(command, option);
      if (found->count() > 0) values[option.name] = found->results();
    }
    return values;
  }

 private:
  std::string say(const std::string& key) const { return render(language_, key); }

  void label(CLI::App& app) {
    auto formatter = std::make_shared<AlignedFormatter>();
    for (const char* word : {"Usage", "OPTIONS", "Positionals", "SUBCOMMAND", "SUBCOMMANDS", "REQUIRED",
                             "TEXT", "UINT"}) {
      formatter->label(word, say(std::string("app.label.") + CLI::detail::to_lower(word)));
    }
    app.formatter(formatter);
    app.get_help_ptr()->group(say("app.label.options"));
  }

  CLI::App& add_sub(CLI::App& above, const std::string& name, const std::string& key) {
    for (CLI::App* there : above.get_subcommands([](CLI::App*) { return true; })) {
      if (there->get_name() == name) return *there;
    }
    CLI::App* sub = above.add_subcommand(name, say(key));
    sub->set_help_flag("-h,--help", say("app.option.help"));
    sub->group(say("app.label.subcommands"));
    label(*sub);
    return *sub;
  }

  void add(const Command& command) {
    const std::string name = command.name;
    const auto space = name.find(' ');
    CLI::App* sub = nullptr;
    if (space == std::string::npos) {
      sub = &add_sub(app_, name, text_key_of(command));
    } else {
      const std::string group = name.substr(0, space);
      CLI::App& above = add_sub(app_, group, "app.group." + group);
      above.require_subcommand(1);
      sub = &add_sub(above, name.substr(space + 1), text_key_of(command));
    }
    commands_.emplace_back(sub, &command);
    for (const auto& option : command.options) add(*sub, command, option);
  }

  void add(CLI::App& sub, const Command& command, const Option& option) {
    const std::string words = say(text_key_of(command, option));
    CLI::Option* added = nullptr;
    if (option.takes == Takes::Flag) {
      added = sub.add_flag(option.name, words);
    } else {
      added = sub.add_option(option.name, words);
      added->type_name(say(option.takes == Takes::Number ? "app.label.uint" : "app.label.text"));
      if (option.takes == Takes::Texts) {
        added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      }
      if (option.takes == Takes::Words) added->expected(1, kWordsMax);
      if (option.takes == Takes::Number) added->check(&Parser::refuse_non_number);
    }
    added->required(option.required);
    added->group(say(option.name[0] == '-' ? "app.label.options" : "app.label.positionals"));
    options_[{&command, option.name}] = added;
  }

  static std::string refuse_non_number(const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 18 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
    return digits ? std::string() : text;  // CLI11 takes any text for a refusal
  }

  CLI::Option* option_of(const Command& command, const Option& option) const {
    return options_.at({&command, option.name});
  }

  CLI::App& deepest() {
    CLI::App* app = &app_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return *app;
  }

  void explain(const CLI::ParseError& wrong, std::ostream& err) {
    CLI::App& app = deepest();
    TextArguments arguments{{"what", {}}};
    std::string key = "app.usage.wrong";
    if (dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr) {
      key = missing(app).empty() ? "app.usage.no_command" : "app.usage.missing";
      arguments[0].second = missing(app);
    } else if (dynamic_cast<const CLI::ExtrasError*>(&wrong) != nullptr) {
      key = "app.usage.unexpected";
      for (const auto& word : app_.remaining(true)) {
        arguments[0].second += (arguments[0].second.empty() ? "" : " ") + word;
      }
    } else if (dynamic_cast<const CLI::ValidationError*>(&wrong) != nullptr) {
      key = "app.usage.number";
      arguments[0].second = wrong.what();
    } else {
      arguments[0].second = wrong.what();
    }
    err << render(language_, key, arguments) << "\n" << app_.help();
  }

  static std::string missing(const CLI::App& app) {
    std::string names;
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_required() && option->count() == 0) {
        names += (names.empty() ? "" : ", ") + option->get_name();
      }
    }
    return names;
  }

  CLI::App app_;
  Language language_;
  std::vector<std::pair<CLI::App*, const Command*>> commands_;
  std::map<std::pair<const Command*, std::string>, CLI::Option*> options_;
};

int run_chosen(const Command& command, const Invocation& invocation) {
  try {
    const Result<int> answer = command.run(invocation);
    invocation.out.flush();
    if (answer) return *answer;
    invocation.err << render(invocation.language, answer.error()) << "\n";
    return kExitFinding;
  } catch (const store::Failure& failure) {
    invocation.err << render(invocation.language, "app.failure", {{"what", failure.what()}}) << "\n";
  } catch (const Broken& broken) {
    invocation.err << render(invocation.language, "app.broken", {{"what", broken.what()}}) << "\n";
  }
  return command.exit_on_failure;
}

}  // namespace

int run_command_line(const std::vector<Command>& commands, const std::vector<std::string>& arguments,
                     Language language, std::ostream& out, std::ostream& err) {
  Parser parser(commands, language);
  const auto chosen = parser.parse(arguments, out, err);
  if (chosen.command == nullptr) return chosen.exit_code;
  return run_chosen(*chosen.command, Invocation{language, out, err, parser.values_of(*chosen.command)});
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return language_of(value);
  }
  return Language::Vi;
}

}  // namespace sen::app
