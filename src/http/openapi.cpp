#include "http/openapi.hpp"

#include <algorithm>
#include <map>

#include "base/json.hpp"

namespace sen::http {
namespace {

Json text_of(std::string_view text) { return Json::string(std::string(text)); }

bool takes_json(const Route& route) { return route.body == BodyKind::Json || route.body == BodyKind::Form; }

WireSchema input_schema(const Route& route) {
  return schema_of(route.input, Direction::In, takes_json(route) ? DefaultPlace::Body : DefaultPlace::Query);
}

Json example_of(const Route& route, const WireSchema& input) {
  if (route.example_json.empty()) return input.example;
  auto example = parse_json(route.example_json);
  SEN_ASSERT(example.has_value());
  return *std::move(example);
}

/// "post_api_tasks_id_close"
std::string operation_id(const Route& route) {
  std::string id(to_string(route.method));
  std::transform(id.begin(), id.end(), id.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  for (const char c : route.path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (plain) id.push_back(c);
    else if (id.back() != '_') id.push_back('_');
  }
  while (id.back() == '_') id.pop_back();
  return id;
}

/// "/api/tasks/{id}" belongs to "tasks".
std::string tag_of(const Route& route) {
  std::string_view path = route.path;
  if (path.starts_with("/api/")) path.remove_prefix(5);
  else path.remove_prefix(1);
  const auto name = path.substr(0, path.find('/'));
  return name.empty() ? "pages" : std::string(name);
}

Json media(const std::string& type, Json schema, const Json* example) {
  Json body = Json::object();
  body.set("schema", std::move(schema));
  if (example != nullptr) body.set("example", *example);
  Json content = Json::object();
  content.set(type, std::move(body));
  return content;
}

Json binary_schema(std::int64_t bytes_max) {
  Json schema = Json::object();
  schema.set("type", Json::string("string"));
  schema.set("format", Json::string("binary"));
  if (bytes_max > 0) schema.set("maxLength", Json::number(bytes_max));
  return schema;
}

Json reference(std::string_view kind, std::string_view name) {
  Json json = Json::object();
  json.set("$ref", Json::string("#/components/" + std::string(kind) + "/" + std::string(name)));
  return json;
}

constexpr std::string_view kWireSuffix = "Json";  ///< of a wire type's name in C++

class DocumentMaker {
 public:
  explicit DocumentMaker(const Router& router) : router_(router) {}

  std::string make(const DocumentTitle& title) {
    Json paths = Json::object();
    for (const Route& route : router_.routes()) {
      if (route.internal_only) continue;
      Json item = paths[route.path].is_object() ? paths[route.path] : Json::object();
      std::string method(to_string(route.method));
      std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
      item.set(method, operation(route));
      paths.set(route.path, std::move(item));
    }
    Json head = Json::object();
    head.set("title", text_of(title.title));
    head.set("version", text_of(title.version));
    Json document = Json::object();
    document.set("openapi", Json::string("3.1.0"));
    document.set("info", std::move(head));
    document.set("paths", std::move(paths));
    document.set("components", components());
    return document.dump();
  }

 private:
  Json operation(const Route& route) {
    const WireSchema input = input_schema(route);
    Json json = Json::object();
    json.set("operationId", Json::string(operation_id(route)));
    Json tags = Json::array();
    tags.push(Json::string(tag_of(route)));
    json.set("tags", std::move(tags));
    Json parameters = parameters_of(route, input);
    if (!parameters.items().empty()) json.set("parameters", std::move(parameters));
    if (route.body != BodyKind::None) json.set("requestBody", request_body(route, input));
    json.set("responses", responses(route));
    Json access = Json::object();
    for (std::size_t i = 0; i < kRoleCount; ++i) {
      const Role role = static_cast<Role>(i);
      if (route.access_table.allows(role)) access.set(to_string(role), text_of(to_string(route.access_table.of(role))));
    }
    json.set("x-sen-access", std::move(access));
    if (route.idempotent_creation) json.set("x-sen-idempotent", Json::boolean(true));
    if (!route.audit_event.empty()) json.set("x-sen-audit", text_of(route.audit_event));
    if (!route.data_class.empty()) {
      Json classes = Json::array();
      classes.push(text_of(route.data_class));
      json.set("x-sen-data", std::move(classes));
    }
    json.set("x-sen-lane", text_of(to_string(route.lane)));
    if (!route.access_table.allows(Role::Public)) {
      Json scheme = Json::object();
      scheme.set("session", Json::array());
      Json security = Json::array();
      security.push(std::move(scheme));
      json.set("security", std::move(security));
    }
    return json;
  }

  static Json parameters_of(const Route& route, const WireSchema& input) {
    Json parameters = Json::array();
    for (const auto& parameter : input.parameters) {
      Json json = Json::object();
      json.set("name", text_of(parameter.name));
      json.set("in", text_of(parameter.in));
      json.set("required", Json::boolean(parameter.required));
      json.set("schema", parameter.schema);
      json.set("example", parameter.example);
      parameters.push(std::move(json));
    }
    if (route.idempotent_creation) parameters.push(reference("parameters", "IdempotencyKey"));
    if (route.body == BodyKind::Raw) {
      parameters.push(reference("parameters", "FileName"));
      parameters.push(reference("parameters", "Upload"));
    }
    return parameters;
  }

  Json request_body(const Route& route, const WireSchema& input) {
    Json body = Json::object();
    if (route.body == BodyKind::Raw) {
      body.set("required", Json::boolean(true));
      body.set("content", media("application/octet-stream", binary_schema(route.body_max), nullptr));
      return body;
    }
    const Json example = example_of(route, input);
    const char* type = route.body == BodyKind::Form ? "application/x-www-form-urlencoded" : "application/json";
    body.set("required", Json::boolean(input.has_body));
    body.set("content", media(type, input.has_body ? keep_schema(input.schema, "Input") : input.schema, &example));
    return body;
  }

  Json responses(const Route& route) {
    Json json = Json::object();
    Json good = Json::object();
    good.set("description", Json::string("Success"));
    if (route.plain_output) {
      good.set("content", media(route.output_type, binary_schema(0), nullptr));
    } else {
      WireSchema output = schema_of(route.output, Direction::Out, DefaultPlace::Body);
      const Json example = output.example;
      good.set("content", media("application/json", keep_schema(output.schema, ""), &example));
    }
    json.set(std::to_string(route.success_status), std::move(good));
    json.set("default", reference("responses", "Problem"));
    return json;
  }

  /// The schema with every object that has a type's name replaced by a reference to it.
  Json keep_schema(const Json& schema, const std::string& suffix) {
    Json settled = schema;
    if (schema.has("items")) settled.set("items", keep_schema(schema["items"], suffix));
    if (!schema.has("properties")) return settled;
    Json properties = Json::object();
    for (const auto& [name, property] : schema["properties"].members()) properties.set(name, keep_schema(property, suffix));
    settled.set("properties", std::move(properties));
    if (!schema.has("title")) return settled;
    const bool nullable = schema["type"].is_array();
    settled.set("type", Json::string("object"));
    const Json named = keep_named(settled, suffix);
    if (!nullable) return named;
    Json either = Json::array();
    either.push(named);
    either.push(*parse_json(R"({"type":"null"})"));
    Json out = Json::object();
    out.set("anyOf", std::move(either));
    return out;
  }

  /// Two shapes of one name (what comes in and what goes out) get two names.
  Json keep_named(Json& schema, const std::string& suffix) {
    std::string title = schema["title"].text();
    if (title.ends_with(kWireSuffix)) title.resize(title.size() - kWireSuffix.size());
    schema.set("title", Json::string(title));
    std::string name = title;
    for (int number = 2;; ++number) {
      const auto [found, added] = schemas_.emplace(name, schema);
      if (added || found->second == schema) return reference("schemas", name);
      name = title + suffix + (suffix.empty() || number > 2 ? std::to_string(number) : "");
    }
  }

  Json components() {
    Json schemas = Json::object();
    for (auto& [name, schema] : schemas_) schemas.set(name, schema);
    schemas.set("Problem", *parse_json(R"({"type":"object","title":"Problem",
      "required":["type","title","status","code","detail","errors","trace_id"],"additionalProperties":false,
      "properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer","minimum":400,"maximum":599},
      "code":{"type":"string"},"detail":{"type":"string"},"trace_id":{"type":"string"},
      "errors":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,
      "required":["field","code","detail"],
      "properties":{"field":{"type":"string"},"code":{"type":"string"},"detail":{"type":"string"}}}}}})"));
    Json problem = Json::object();
    problem.set("description", Json::string("Problem"));
    problem.set("content", media("application/problem+json", reference("schemas", "Problem"), nullptr));
    Json responses = Json::object();
    responses.set("Problem", std::move(problem));
    Json components = Json::object();
    components.set("schemas", std::move(schemas));
    components.set("responses", std::move(responses));
    components.set("parameters", *parse_json(R"({
      "IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":false,
        "schema":{"type":"string","format":"uuid","maxLength":36},"example":"7f1c7a52-7c39-4c38-9a3c-0c4f1f5f2a10"},
      "FileName":{"name":"X-File-Name","in":"header","required":true,
        "schema":{"type":"string","minLength":1,"maxLength":600},"example":"bao-cao.pdf"},
      "Upload":{"name":"X-Sen","in":"header","required":true,"schema":{"type":"string","enum":["1"]},"example":"1"}})"));
    components.set("securitySchemes", *parse_json(R"({"session":{"type":"apiKey","in":"cookie","name":"__Host-sen"}})"));
    return components;
  }

  const Router& router_;
  std::map<std::string, Json> schemas_;
};

}  // namespace

std::string openapi_document(const Router& router, const DocumentTitle& title) {
  return DocumentMaker(router).make(title);
}

RouteExample route_example(const Route& route) {
  const WireSchema input = input_schema(route);
  RouteExample example{Json::object(), Json::object(), Json{}};
  for (const auto& parameter : input.parameters) {
    const std::string text = parameter.example.is_string() ? parameter.example.text() : parameter.example.dump();
    (parameter.in == "path" ? example.path : example.query).set(parameter.name, Json::string(text));
  }
  if (takes_json(route)) example.body = input.has_body ? example_of(route, input) : Json::object();
  return example;
}

Result<Done> try_example(const Route& route) {
  const RouteExample example = route_example(route);
  return try_wire(route.input, {takes_json(route) ? &example.body : nullptr, &example.path, &example.query});
}

}  // namespace sen::http
