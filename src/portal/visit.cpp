#include "portal/visit.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "portal/fill.hpp"

namespace sen::portal {
namespace {

constexpr const char* kUnitFolder = "xa";
constexpr std::size_t kCommunesListedMax = 150;  // a province has at most 130; a page stays under 30 kB
constexpr std::size_t kPathPartMax = 60;

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (plain) {
      out.push_back(c);
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
}

std::vector<std::string> behind(std::vector<std::string> prefix, const std::vector<std::string>& segments) {
  prefix.insert(prefix.end(), segments.begin(), segments.end());
  return prefix;
}

/// Where people live: it receives their dossiers.
bool serves_people(const identity::Unit& unit) {
  return unit.level != identity::UnitLevel::District && unit.level != identity::UnitLevel::Province;
}

Result<Done> find_commune(Services& services, const http::Call& call, Visit& visit) {
  const Date today = date_of(services.clock.now());
  return services.store.read(UnitId{0}, [&](store::ReadTx& tx) -> Result<Done> {
    for (const auto& [name, value] : call.path_values) {
      if (name != "unit") continue;
      visit.prefix = {kUnitFolder, value.substr(0, kPathPartMax)};
      const auto found = identity::find_unit(tx, visit.prefix[1], today);
      if (found && serves_people(*found)) visit.unit = *found;
      if (!found && found.error().code != ErrorCode::NotFound) return found.error();
    }
    if (visit.unit) return Done{};
    SEN_LET(auto units, identity::all_units(tx));
    std::erase_if(units, [&](const auto& unit) { return !unit.in_force(today) || !serves_people(unit); });
    if (visit.prefix.empty() && units.size() == 1) {
      visit.unit = units.front();
    } else {
      visit.units = std::move(units);
    }
    return Done{};
  });
}

Json tab(const Visit& visit, const char* segment, const char* key) {
  Json out = Json::object();
  out.set("href", Json::string(visit.here({segment})));
  out.set("words", visit.text(key));
  const bool here = !visit.segments.empty() && visit.segments.front() == segment;
  if (here) out.set("here", Json::boolean(true));
  return out;
}

/// This very page in the other language.
std::string other_language(const Visit& visit) {
  Query query;
  for (const auto& one : visit.query) {
    if (one.first != "lang") query.push_back(one);
  }
  query.emplace_back("lang", visit.language == Language::En ? "vi" : "en");
  return link(behind(visit.prefix, visit.segments), query);
}

}  // namespace

std::string link(const std::vector<std::string>& segments, const Query& query) {
  std::string out;
  for (const auto& segment : segments) {
    out.push_back('/');
    append_encoded(out, segment);
  }
  char before = '?';
  for (const auto& [name, value] : query) {
    out.push_back(before);
    append_encoded(out, name);
    out.push_back('=');
    append_encoded(out, value);
    before = '&';
  }
  return out;
}

std::string Visit::value(std::string_view name) const {
  for (const auto& [given, text] : query) {
    if (given == name) return text;
  }
  return {};
}

std::string Visit::here(const std::vector<std::string>& to, const Query& with) const {
  Query asked = with;
  if (language_said) asked.emplace_back("lang", language == Language::En ? "en" : "vi");
  return link(behind(prefix, to), asked);
}

std::string Visit::here_plain(const std::vector<std::string>& to) const { return link(behind(prefix, to)); }

Json Visit::text(std::string_view key, const TextArguments& arguments) const { return Json::string(render(language, key, arguments)); }

Result<Visit> visit_of(Services& services, const http::Call& call) {
  Visit visit;
  SEN_LET(visit.query, http::parse_pairs(call.query));
  visit.language = call.language;
  const std::string said = visit.value("lang");
  visit.language_said = said == "en" || said == "vi";
  if (visit.language_said) visit.language = language_of(said);
  SEN_TRY(find_commune(services, call, visit));
  const auto parts = split(call.route, '/');
  for (std::size_t i = visit.prefix.size() + 1; i < parts.size(); ++i) visit.segments.push_back(parts[i]);
  for (const auto& [name, value] : call.path_values) {
    if (name == "code") visit.segments.back() = value.substr(0, kPathPartMax);
  }
  return visit;
}

http::Reply<http::Page> page(const Services& services, const Visit& visit, std::string_view name, Json values, int status) {
  const bool english = visit.language == Language::En;
  values.set("lang", Json::string(english ? "en" : "vi"));
  values.set("other_lang", Json::string(english ? "vi" : "en"));
  values.set("other_href", Json::string(other_language(visit)));
  values.set("lang_said", Json::boolean(visit.language_said));
  values.set("place", visit.unit ? Json::string(visit.unit->name) : visit.text("portal.name"));
  values.set("place_known", Json::boolean(visit.unit.has_value()));
  values.set("demo", Json::boolean(services.demo));
  Json tabs = Json::array();
  tabs.push(tab(visit, "tra-cuu", "portal.look_up"));
  tabs.push(tab(visit, "thu-tuc", "portal.procedures"));
  values.set("tabs", std::move(tabs));
  return http::Reply<http::Page>(http::Page{.html = fill(name, values, visit.language)})
      .status(status)
      .header("Content-Language", english ? "en" : "vi")
      .header("Vary", "Accept-Language");
}

http::Reply<http::Page> ask_commune(const Services& services, Visit visit) {
  Json values = Json::object();
  values.set("title", visit.text("portal.communes"));
  const bool named = !visit.prefix.empty();
  visit.prefix.clear();  // what leads on from here does not carry a number that nobody has
  values.set("unknown", Json::boolean(named));
  Json communes = Json::array();
  if (visit.units.size() <= kCommunesListedMax) {
    for (const auto& unit : visit.units) {
      Json one = Json::object();
      one.set("href", Json::string(link(behind({kUnitFolder, unit.code}, visit.segments), visit.query)));
      one.set("name", Json::string(unit.name));
      communes.push(std::move(one));
    }
  }
  values.set("communes_listed", Json::boolean(!communes.items().empty()));
  values.set("communes", std::move(communes));
  return page(services, visit, "communes", std::move(values), named ? 404 : 200);
}

std::string day_words(Language language, Date day) {
  return render(language, "portal.weekday." + std::to_string(day.weekday())) + ", " + localized_date(to_string(day));
}

}  // namespace sen::portal
