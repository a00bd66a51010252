#include "cli/usage.h"

#include <fmt/format.h>

#include <vector>

#include "core/suggest.h"

namespace assay::cli {

namespace {

std::string meant(const std::string& word, const std::vector<std::string>& known) {
    const std::string near = nearest(word, known);
    return near.empty() ? std::string() : fmt::format(" Did you mean `{}`?", near);
}

std::vector<std::string> commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

// What was written where a command belongs.
std::string unknown_command(const std::string& word, const std::vector<std::string>& names) {
    return fmt::format("there is no command `{}`.{}", word, meant(word, names));
}

// `--fromat=json` as `--fromat`.
std::string option_name(const std::string& argument) {
    return argument.substr(0, argument.find('='));
}

std::string unknown_argument(const CLI::App& app, const std::string& argument) {
    if (argument.empty() || argument.front() != '-')
        return fmt::format("`{}` takes no further argument, but there is `{}`.", app.get_name(), argument);
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    const std::string name = option_name(argument);
    return fmt::format("`{}` has no option `{}`.{}", app.get_name(), name, meant(name, names));
}

}  // namespace

std::string usage_message(const CLI::App& program, const CLI::ParseError& error) {
    const CLI::App* app = &program;
    std::string call = program.get_name();
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().front();
        call += " " + app->get_name();
    }
    const std::vector<std::string> left = program.remaining(true);
    const std::vector<std::string> names = commands(*app);
    const std::string required = " is required";
    std::string message = error.what();
    if (!names.empty() && !left.empty() && left.front().rfind('-', 0) != 0) {
        message = unknown_command(left.front(), names);
    } else if (!names.empty() && left.empty()) {
        message = fmt::format("say what to do: {}.", fmt::join(names, ", "));
    } else if (!message.empty() && message.front() != '-' && message.size() > required.size() &&
               message.compare(message.size() - required.size(), required.size(), required) == 0) {
        message = fmt::format("`{}` needs its {}.", app->get_name(),
                              message.substr(0, message.size() - required.size()));
    } else if (!left.empty()) {
        message = unknown_argument(*app, left.front());
    } else if (!message.empty() && message.back() != '.') {
        message += '.';
    }
    return fmt::format("assay: {}\n`{} --help` tells how to call it.\n", message, call);
}

}  // namespace assay::cli
