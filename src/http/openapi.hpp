#pragma once
// The OpenAPI 3.1 document of a router: paths, parameters, schemas with bounds, examples, who may call
// (`x-sen-access`), idempotency, audit and problem answers. Generated, never written.

#include <string>

#include "http/router.hpp"

namespace sen::http {

struct DocumentTitle {
  std::string title;
  std::string version;
};
/// JSON text; internal routes are left out.
std::string openapi_document(const Router& router, const DocumentTitle& title);

/// The request that the document shows as example.
struct RouteExample {
  Json path;   ///< name → text
  Json query;  ///< name → text
  Json body;   ///< null when the route takes no JSON or form
};
RouteExample route_example(const Route& route);
/// Does the route's own reader take its example as it stands?
Result<Done> try_example(const Route& route);

}  // namespace sen::http
