/** A `config.toml` that makes the real Codex talk to the scripted model and to nothing else. */
export const codexConfig = (modelUrl: string): string => `model = "gpt-5.5"
model_provider = "sim"
approval_policy = "on-request"
sandbox_mode = "workspace-write"
check_for_update_on_startup = false
suppress_unstable_features_warning = true

[model_providers.sim]
name = "sim"
base_url = "${modelUrl}"
wire_api = "responses"
requires_openai_auth = false
supports_websockets = false
request_max_retries = 0
stream_max_retries = 1

[sandbox_workspace_write]
exclude_slash_tmp = true
exclude_tmpdir_env_var = true

[analytics]
enabled = false

[features]
default_mode_request_user_input = true
`;
