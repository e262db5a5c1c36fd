#pragma once
// Reads a record type and collects what is wrong with it. Inside the record room only.

#include <set>
#include <string>

#include "record/record_type.hpp"

namespace sen::record {

class TypeReader {
 public:
  RecordType read(const Json& json);
  Error error = invalid("record.type_invalid");

 private:
  void fault(const std::string& where) { error.fields.push_back({where, "record.type_field", {}}); }
  /// Label and code that every part has; a second part of one code is a fault.
  template <class T>
  void begin(T& part, const Json& json, const std::string& where, std::set<std::string>& codes);
  void read_fields(RecordType& type, const Json& list);
  void read_states(RecordType& type, const Json& list);
  void read_clocks(RecordType& type, const Json& list);
  void read_duties(RecordType& type, const Json& list);
  void read_registers(RecordType& type, const Json& list);
  void read_forms(RecordType& type, const Json& list);
  void read_actions(RecordType& type, const Json& list);
  void read_action(RecordType& type, const Json& json, const std::string& where);
  void read_effects(const RecordType& type, Action& action, const Json& json, const std::string& where);
  void check_ways(const RecordType& type);
};

}  // namespace sen::record
