package dejfa.ingest.log.windows;

import dejfa.ingest.log.json.JsonShape;

/// The shapes in which tools write Windows events as JSON, as one: by their names no two of them disagree but
/// PowerShell's, which has a shape of its own.
final class JsonShapes {
    // What is remembered besides the fields; the surer before the laxer.
    static final int SYSTEM_TIME = 1;
    static final int TIMESTAMP = 2;
    static final int TIME_CREATED = 3;
    static final int EVENT_TIME = 4;
    static final int CREATED = 5;
    static final int UTC_TIME = 6;
    static final int EVENT_ID = 7;
    static final int EVENT_ID_MAYBE = 8;
    static final int CHANNEL = 9;
    static final int CHANNEL_MAYBE = 10;
    static final int PROVIDER = 11;
    static final int PROVIDER_MAYBE = 12;
    static final int COMPUTER = 13;
    static final int COMPUTER_MAYBE = 14;
    static final int RECORD_ID = 15;
    static final int LEVEL = 16;
    static final int LEVEL_TEXT = 17;
    static final int KEYWORDS = 18;
    static final int MESSAGE = 19;
    static final int DATA_XML = 20;
    static final int RAW_XML = 21;
    /// a name of the Elastic Common Schema that may stand for one of Windows'
    static final int ECS = 22;

    private JsonShapes() {}

    /// Winlogbeat's (both), NXLog's and Security-Datasets' flat one, the one that mirrors the XML (evtx_dump,
    /// python-evtx, Velociraptor), Elastic's, Splunk's and Azure's exports.
    static JsonShape general() {
        JsonShape root = JsonShape.of("", true).nested(false);
        head(root);
        JsonShape data = data();
        JsonShape event = JsonShape.of("", false).drop("#attributes", "@xmlns");
        for (JsonShape one : new JsonShape[] {root, event}) {
            one.child("System", system())
                    .child("EventData", data)
                    .child("UserData", userData())
                    .child("ProcessingErrorData", data)
                    .child("RenderingInfo", JsonShape.of("Rendered_", false).tagged("Message", "Message", MESSAGE));
        }
        root.hidden("EventData", DATA_XML).hidden("_raw", RAW_XML).child("Event", event);
        root.child("winlog", winlog(data)).child("event_data", data).child("user_data", data);
        root.child("_source", root).child("result", root).child("fields", root);
        root.child("user", JsonShape.of("user.", false).field("identifier", "Security_UserID"));
        root.child(
                "log", JsonShape.of("log.", false).hidden("level", LEVEL_TEXT).drop("file", "offset"));
        root.child("host", host()).hidden("host", COMPUTER_MAYBE);
        root.child("process", JsonShape.of("process.", false).tagged("executable", "process.executable", ECS));
        root.child("file", JsonShape.of("file.", false).tagged("path", "file.path", ECS));
        root.child("registry", JsonShape.of("registry.", false).tagged("path", "registry.path", ECS));
        root.child("source", JsonShape.of("source.", false).tagged("ip", "source.ip", ECS));
        root.child(
                "event",
                JsonShape.of("event.", false)
                        .hidden("code", EVENT_ID_MAYBE)
                        .hidden("provider", PROVIDER_MAYBE)
                        .hidden("created", CREATED)
                        .drop("original", "ingested", "kind", "module", "dataset"));
        return root;
    }

    private static void head(JsonShape root) {
        root.drop("agent", "ecs", "beat", "@metadata", "@version", "port", "tags", "input", "elastic_agent", "type");
        root.drop("SourceModuleName", "SourceModuleType", "EventReceivedTime", "EventTypeOrignal", "data_stream");
        root.drop("_index", "_id", "_score", "_type", "_version", "_time_us", "preview", "offset", "lastrow", "sort");
        root.drop("TenantId", "SourceSystem", "MG", "ManagementGroupName", "_ResourceId", "_SubscriptionId");
        root.hidden("@timestamp", TIMESTAMP).hidden("TimeCreated", TIME_CREATED).hidden("EventTime", EVENT_TIME);
        root.hidden("TimeGenerated", EVENT_TIME).hidden("_time", EVENT_TIME).hidden("SystemTime", SYSTEM_TIME);
        root.hidden("TimeGenerated [UTC]", EVENT_TIME)
                .tagged("UtcTime", "UtcTime", UTC_TIME)
                .mark("UtcTime", true);
        root.child("TimeCreated", time());
        for (String key : new String[] {"EventID", "EventId", "event_id", "EventCode"}) {
            root.tagged(key, "EventID", EVENT_ID);
        }
        for (String key : new String[] {"Channel", "log_name", "LogName"}) root.tagged(key, "Channel", CHANNEL);
        root.tagged("EventLog", "EventLog", CHANNEL_MAYBE).hidden("source", CHANNEL_MAYBE);
        for (String key : new String[] {"source_name", "SourceName", "EventSourceName"}) {
            root.tagged(key, "Provider_Name", PROVIDER);
        }
        for (String key : new String[] {"Source", "ProviderName"}) {
            root.tagged(key, key, PROVIDER_MAYBE).mark(key, true);
        }
        root.hidden("Provider", PROVIDER_MAYBE).child("Provider", attributes("Provider_"));
        for (String key : new String[] {"Hostname", "Computer", "computer_name", "MachineName"}) {
            root.tagged(key, "Computer", COMPUTER);
        }
        root.tagged("ComputerName", "ComputerName", COMPUTER_MAYBE).hidden("HostName", COMPUTER_MAYBE);
        for (String key :
                new String[] {"RecordNumber", "EventRecordID", "EventRecordId", "record_number", "RecordId"}) {
            root.tagged(key, "EventRecordID", RECORD_ID);
        }
        root.tagged("Level", "Level", LEVEL)
                .tagged("EventLevel", "Level", LEVEL)
                .drop("SeverityValue");
        root.hidden("Severity", LEVEL_TEXT).hidden("level", LEVEL_TEXT).hidden("EventLevelName", LEVEL_TEXT);
        root.tagged("Keywords", "Keywords", KEYWORDS).field("keywords", "Keywords");
        root.tagged("message", "Message", MESSAGE).tagged("Message", "Message", MESSAGE);
        root.tagged("RenderedDescription", "Message", MESSAGE);
        root.field("ProviderGuid", "Provider_Guid").field("provider_guid", "Provider_Guid");
        root.field("Task", "Task").field("task", "Task_Name").field("TaskCategory", "Task_Name");
        root.field("Category", "Task_Name").field("OpcodeValue", "Opcode").field("Opcode", "Opcode_Name");
        root.field("OpCode", "Opcode_Name").field("opcode", "Opcode_Name");
        root.field("Version", "Version").field("version", "Version");
        root.field("ExecutionProcessID", "Execution_ProcessID").field("process_id", "Execution_ProcessID");
        root.field("SystemProcessId", "Execution_ProcessID").field("SystemThreadId", "Execution_ThreadID");
        root.field("ThreadID", "Execution_ThreadID").field("thread_id", "Execution_ThreadID");
        root.field("UserID", "Security_UserID").field("SystemUserId", "Security_UserID");
        root.field("ActivityID", "Correlation_ActivityID").field("activity_id", "Correlation_ActivityID");
        root.field("RelatedActivityID", "Correlation_RelatedActivityID");
        root.field("AccountName", "AccountName")
                .field("AccountType", "AccountType")
                .field("Domain", "Domain");
    }

    private static JsonShape winlog(JsonShape data) {
        JsonShape winlog = JsonShape.of("winlog.", false);
        winlog.tagged("channel", "Channel", CHANNEL).tagged("event_id", "EventID", EVENT_ID);
        winlog.tagged("provider_name", "Provider_Name", PROVIDER).field("provider_guid", "Provider_Guid");
        winlog.tagged("computer_name", "Computer", COMPUTER).tagged("record_id", "EventRecordID", RECORD_ID);
        winlog.hidden("time_created", CREATED).hidden("level", LEVEL_TEXT);
        winlog.field("task", "Task_Name").field("opcode", "Opcode_Name").field("version", "Version");
        winlog.field("keywords", "Keywords_Name").field("activity_id", "Correlation_ActivityID");
        winlog.field("related_activity_id", "Correlation_RelatedActivityID").drop("api");
        winlog.child("event_data", data).child("user_data", data);
        winlog.child("user", JsonShape.of("user.", false).field("identifier", "Security_UserID"));
        winlog.child(
                "process",
                JsonShape.of("Execution_", false)
                        .field("pid", "Execution_ProcessID")
                        .child("thread", JsonShape.of("Execution_", false).field("id", "Execution_ThreadID")));
        return winlog;
    }

    private static JsonShape host() {
        return JsonShape.of("host.", false)
                .hidden("name", COMPUTER_MAYBE)
                .drop("hostname", "os", "mac", "id", "architecture", "containerized");
    }

    private static JsonShape system() {
        JsonShape system = JsonShape.of("", false);
        system.tagged("EventID", "EventID", EVENT_ID)
                .child(
                        "EventID",
                        attributes("EventID_")
                                .tagged("#text", "EventID", EVENT_ID)
                                .tagged("Value", "EventID", EVENT_ID));
        system.tagged("Channel", "Channel", CHANNEL).tagged("Computer", "Computer", COMPUTER);
        system.tagged("EventRecordID", "EventRecordID", RECORD_ID).tagged("Level", "Level", LEVEL);
        system.tagged("Keywords", "Keywords", KEYWORDS).child("TimeCreated", time());
        system.child("TimeCreated_attributes", time()).drop("Correlation", "Security");
        for (String name : new String[] {"Provider", "Correlation", "Execution", "Security"}) {
            system.child(name, attributes(name + '_')).child(name + "_attributes", attributes(name + '_'));
        }
        return system.child("EventID_attributes", attributes("EventID_"));
    }

    /// An element's attributes: `{"#attributes":{"Name":…}}`, `{"@Name":…}`, `{"Name":…}`.
    private static JsonShape attributes(String prefix) {
        JsonShape shape = JsonShape.of(prefix, false);
        shape.child("#attributes", shape).child("@attributes", shape);
        for (String name : new String[] {
            "Name",
            "Guid",
            "EventSourceName",
            "Qualifiers",
            "ActivityID",
            "RelatedActivityID",
            "ProcessID",
            "ThreadID",
            "UserID"
        }) {
            shape.field('@' + name, prefix + name);
        }
        if (prefix.equals("Provider_")) {
            shape.tagged("Name", "Provider_Name", PROVIDER).tagged("@Name", "Provider_Name", PROVIDER);
        }
        return shape;
    }

    private static JsonShape time() {
        JsonShape shape = JsonShape.of("TimeCreated_", false);
        shape.hidden("SystemTime", SYSTEM_TIME)
                .hidden("@SystemTime", SYSTEM_TIME)
                .hidden("value", TIME_CREATED);
        return shape.child("#attributes", shape).drop("DateTime", "DisplayHint");
    }

    private static JsonShape data() {
        JsonShape data = JsonShape.of("", true).drop("#attributes", "@xmlns", "xmlns");
        data.tagged("UtcTime", "UtcTime", UTC_TIME).mark("UtcTime", true);
        return data.field("Data", "Data").mark("Data", true).child("Data", JsonShape.pair("Data", true));
    }

    /// Bare below the one element that holds them.
    private static JsonShape userData() {
        JsonShape inner = data();
        return JsonShape.of("", true).inner(inner).drop("#attributes", "@xmlns");
    }

    /// What `Get-WinEvent | ConvertTo-Json` writes.
    static JsonShape powerShell() {
        JsonShape root = JsonShape.of("", false);
        root.tagged("Id", "EventID", EVENT_ID)
                .tagged("LogName", "Channel", CHANNEL)
                .drop("ContainerLog", "Bookmark");
        root.tagged("ProviderName", "Provider_Name", PROVIDER).field("ProviderId", "Provider_Guid");
        root.tagged("MachineName", "Computer", COMPUTER).tagged("RecordId", "EventRecordID", RECORD_ID);
        root.hidden("TimeCreated", TIME_CREATED).child("TimeCreated", time());
        root.tagged("Level", "Level", LEVEL).hidden("LevelDisplayName", LEVEL_TEXT);
        root.tagged("Keywords", "Keywords", KEYWORDS).field("KeywordsDisplayNames", "Keywords_Name");
        root.field("Qualifiers", "EventID_Qualifiers").field("OpcodeDisplayName", "Opcode_Name");
        root.field("TaskDisplayName", "Task_Name").drop("MatchedQueryIds", "PSComputerName", "RunspaceId");
        root.field("ProcessId", "Execution_ProcessID").field("ThreadId", "Execution_ThreadID");
        root.field("ActivityId", "Correlation_ActivityID").field("RelatedActivityId", "Correlation_RelatedActivityID");
        root.tagged("Message", "Message", MESSAGE).field("UserId", "Security_UserID");
        root.child(
                "UserId",
                JsonShape.of("Security_", false)
                        .field("Value", "Security_UserID")
                        .drop("BinaryLength", "AccountDomainSid"));
        return root.field("Properties", "Data")
                .mark("Properties", true)
                .child("Properties", JsonShape.pair("Data", true));
    }
}
